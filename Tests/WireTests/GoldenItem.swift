/// The whole item of a reshare as one viewer sees it, with all parts that an item can have.
enum GoldenItem {
    static let text = #"""
        {
          "id": "00000000-guid-of-the-reshare",
          "guid": "00000000-guid-of-the-reshare",
          "public": true,
          "created_at": "2023-11-14T22:13:22.000Z",
          "interacted_at": "2023-11-14T22:15:00.000Z",
          "provider_display_name": null,
          "text": "## A *walk* with \"friends\"\n\n@{Alice; alice@pod.example}, see the #Café 😀",
          "post_type": "Reshare",
          "title": "A walk with \"friends\"",
          "nsfw": false,
          "author": {
            "id": 13,
            "guid": "00000000-guid-of-carol",
            "name": "Carol",
            "diaspora_id": "carol@pod.example",
            "avatar": {
              "small": "/default/small.png",
              "medium": "/default/medium.png",
              "large": "/default/large.png"
            }
          },
          "o_embed_cache": null,
          "open_graph_cache": null,
          "mentioned_people": [
            {
              "guid": "00000000-guid-of-alice",
              "diaspora_id": "alice@pod.example",
              "name": "Alice",
              "avatar": "/alice/medium.png"
            },
            {
              "guid": "00000000-guid-of-carol",
              "diaspora_id": "carol@pod.example",
              "name": "Carol"
            }
          ],
          "photos": [
            {
              "dimensions": {
                "height": 600,
                "width": 800
              },
              "sizes": {
                "small": "https://pod.example/uploads/images/thumb_small_walk.jpg",
                "medium": "https://pod.example/uploads/images/thumb_medium_walk.jpg",
                "large": "https://pod.example/uploads/images/scaled_full_walk.jpg",
                "raw": "https://pod.example/uploads/images/walk.jpg"
              }
            }
          ],
          "root": {
            "id": 77,
            "guid": "00000000-guid-of-the-root",
            "public": true,
            "created_at": "2023-11-14T22:13:21.000Z",
            "interacted_at": "2023-11-14T22:15:00.000Z",
            "provider_display_name": "mobile",
            "text": "## A *walk* with \"friends\"\n\n@{Alice; alice@pod.example}, see the #Café 😀",
            "post_type": "StatusMessage",
            "title": "A walk with \"friends\"",
            "nsfw": false,
            "author": {
              "id": "00000000-guid-of-bob",
              "guid": "00000000-guid-of-bob",
              "name": "Bob",
              "diaspora_id": "bob@pod.example",
              "avatar": {
                "small": "/bob/small.png",
                "medium": "/bob/medium.png",
                "large": "/bob/large.png"
              }
            },
            "o_embed_cache": null,
            "open_graph_cache": null,
            "mentioned_people": [
              {
                "guid": "00000000-guid-of-alice",
                "diaspora_id": "alice@pod.example",
                "name": "Alice",
                "avatar": "/alice/medium.png"
              },
              {
                "guid": "00000000-guid-of-carol",
                "diaspora_id": "carol@pod.example",
                "name": "Carol"
              }
            ],
            "photos": [
              {
                "dimensions": {
                  "height": 600,
                  "width": 800
                },
                "sizes": {
                  "small": "https://pod.example/uploads/images/thumb_small_walk.jpg",
                  "medium": "https://pod.example/uploads/images/thumb_medium_walk.jpg",
                  "large": "https://pod.example/uploads/images/scaled_full_walk.jpg",
                  "raw": "https://pod.example/uploads/images/walk.jpg"
                }
              }
            ],
            "root": null,
            "location": {
              "address": "Berlin",
              "lat": "52.52",
              "lng": "13.405"
            },
            "poll": {
              "poll_id": 5,
              "post_id": 77,
              "question": "Again?",
              "poll_answers": [
                {
                  "id": 6,
                  "answer": "Yes",
                  "poll_id": 5,
                  "guid": "00000000-guid-of-answer-yes",
                  "vote_count": 3
                },
                {
                  "id": "00000000-guid-of-answer-no",
                  "answer": "No",
                  "poll_id": 5,
                  "guid": "00000000-guid-of-answer-no",
                  "vote_count": 0
                }
              ],
              "participation_count": 3
            },
            "poll_participation_answer_id": 6,
            "participation": false,
            "interactions": {
              "likes": [],
              "reshares": [
                {
                  "id": "00000000-guid-of-reshare",
                  "guid": "00000000-guid-of-reshare",
                  "author": {
                    "id": 11,
                    "guid": "00000000-guid-of-alice",
                    "name": "Alice",
                    "diaspora_id": "alice@pod.example",
                    "avatar": {
                      "small": "/alice/small.png",
                      "medium": "/alice/medium.png",
                      "large": "/alice/large.png"
                    }
                  },
                  "created_at": "2023-11-14T22:16:40.000Z"
                }
              ],
              "comments_count": 1,
              "likes_count": 30,
              "reshares_count": 7
            }
          },
          "location": {
            "address": "Berlin",
            "lat": "52.52",
            "lng": "13.405"
          },
          "poll": {
            "poll_id": 5,
            "post_id": 77,
            "question": "Again?",
            "poll_answers": [
              {
                "id": 6,
                "answer": "Yes",
                "poll_id": 5,
                "guid": "00000000-guid-of-answer-yes",
                "vote_count": 3
              },
              {
                "id": "00000000-guid-of-answer-no",
                "answer": "No",
                "poll_id": 5,
                "guid": "00000000-guid-of-answer-no",
                "vote_count": 0
              }
            ],
            "participation_count": 3
          },
          "poll_participation_answer_id": null,
          "participation": true,
          "interactions": {
            "likes": [
              {
                "id": "00000000-guid-of-like",
                "guid": "00000000-guid-of-like",
                "author": {
                  "id": 11,
                  "guid": "00000000-guid-of-alice",
                  "name": "Alice",
                  "diaspora_id": "alice@pod.example",
                  "avatar": {
                    "small": "/alice/small.png",
                    "medium": "/alice/medium.png",
                    "large": "/alice/large.png"
                  }
                },
                "created_at": "2023-11-14T22:16:40.000Z"
              }
            ],
            "reshares": [],
            "comments_count": 4,
            "likes_count": 2,
            "reshares_count": 0,
            "comments": [
              {
                "id": "00000000-guid-of-the-comment",
                "guid": "00000000-guid-of-the-comment",
                "text": "Yes, @{alice@pod.example}",
                "author": {
                  "id": "00000000-guid-of-bob",
                  "guid": "00000000-guid-of-bob",
                  "name": "Bob",
                  "diaspora_id": "bob@pod.example",
                  "avatar": {
                    "small": "/bob/small.png",
                    "medium": "/bob/medium.png",
                    "large": "/bob/large.png"
                  }
                },
                "created_at": "2023-11-14T22:15:00.250Z",
                "mentioned_people": [
                  {
                    "id": 11,
                    "guid": "00000000-guid-of-alice",
                    "name": "Alice",
                    "diaspora_id": "alice@pod.example",
                    "avatar": {
                      "small": "/alice/small.png",
                      "medium": "/alice/medium.png",
                      "large": "/alice/large.png"
                    }
                  }
                ],
                "interactions": {
                  "likes": [
                    {
                      "id": "00000000-guid-of-comment-like",
                      "guid": "00000000-guid-of-comment-like",
                      "author": {
                        "id": 11,
                        "guid": "00000000-guid-of-alice",
                        "name": "Alice",
                        "diaspora_id": "alice@pod.example",
                        "avatar": {
                          "small": "/alice/small.png",
                          "medium": "/alice/medium.png",
                          "large": "/alice/large.png"
                        }
                      },
                      "created_at": "2023-11-14T22:16:40.000Z"
                    }
                  ],
                  "likes_count": 1
                }
              }
            ]
          },
          "claimed_at": "2027-01-15T08:00:00.000Z",
          "highlights": [
            {
              "start": 10,
              "length": 4
            },
            {
              "start": 30,
              "length": 7
            }
          ],
          "snippet": {
            "text": "of the wood",
            "start": 23,
            "cut_off": true,
            "highlights": [
              {
                "start": 7,
                "length": 4
              }
            ]
          }
        }
        """#
}
