import SocialModel

@testable import Engine

extension Engine {
    /// Applies a change; a refusal is an answer like another.
    func take(_ change: Change, at time: Timestamp) async {
        let lane = openLane()
        await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
            apply([change], skipRefused: true, lane: lane, receivedAt: time, cost: 0) { _ in done.resume() }
        }
        closeLane(lane)
    }
}
