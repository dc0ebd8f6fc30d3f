/// Runs `body` and adds the wall-clock milliseconds it took to `total`.
package func measured<R, E: Error>(_ total: inout Double, _ body: () throws(E) -> R) throws(E) -> R
{
    let clock = ContinuousClock()
    let start = clock.now
    defer {
        let duration = clock.now - start
        total += duration / .milliseconds(1)
    }
    return try body()
}
