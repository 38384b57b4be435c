// A post on its way to another network goes through the folders in this order:
//
//   OutgoingPost ──▶ Text      Markdown to pieces that stay whole, counted as the network counts, cut to its limit
//                ──▶ Networks  one file a network: what is asked, and what its answers mean (``ServiceStep``)
//                ──▶ Signing   the headers that say who asks
//   RemotePost ◀──── Networks  read from the answer, found again, or deleted
//
// All of it is functions of their arguments: whoever drives a ``ServiceStep`` sends its requests, keeps the clock and
// writes down what happened. Accounts/ has what a user connected, Secrets/ how its credentials are kept.
