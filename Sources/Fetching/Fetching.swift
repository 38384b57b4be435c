// A request goes through the files in this order:
//
//   HTTPRequest ──▶ HTTPClient              hop by hop: at most as many redirects as allowed, each judged like the first
//               ──▶ Transfers/Transfer      scheme, host and headers checked; libcurl told all limits
//               ──▶ Transfers/TransferLoop  driven on a thread of its own, a bounded number at once
//               ──▶ AddressRule             asked with each address, when the socket to it is opened
//   HTTPResponse ◀─ HTTPClient
//
// Nothing here knows of federation but the rule of addresses, which is Federation's.
