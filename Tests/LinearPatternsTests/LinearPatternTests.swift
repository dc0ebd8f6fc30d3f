import Testing

@testable import LinearPatterns

@Suite struct LinearPatternTests {
    @Test(arguments: [
        ("abc", "xxabcxx"), ("a.c", "abc"), ("^a", "abc"), ("c$", "abc"), ("a|b", "xb"),
        ("(ab)+", "abab"),
        ("a{3}", "aaa"), ("a{2,}", "aaaa"), ("a{1,2}b", "aab"), ("[A-Z]{2}\\d{4}", "KH1234"),
        ("[^0-9]", "1a"), ("\\bfoo\\b", "a foo b"), ("(?i)foo", "FOO"), ("(?i:f)oo", "Foo"),
        ("(?P<id>\\d+)", "12"), ("(?:x|y)z", "yz"), ("\\x41", "A"), ("\\p{Lu}", "É"),
        ("[[:digit:]]", "7"),
        ("a*?b", "aab"), ("[]a]", "]"), ("[a-]", "-"), ("\\.", "."), ("x{", "x{"), ("é", "né"),
        ("", "any"),
        ("[\\d-]+x", "1-2x"), ("(a|ab)(c|bcd)", "abcd"),
    ])
    func matches(_ pattern: String, _ text: String) throws {
        #expect(try LinearPattern(pattern).matches(text))
    }

    @Test(arguments: [
        ("abc", "abd"), ("^b", "ab"), ("a{3}", "aa"), ("\\d", "x"), ("\\bfoo\\b", "food"),
        ("FOO", "foo"),
        ("(?i:f)oo", "FOO"), ("a.c", "a\nc"), ("[^a]", "aaa"), ("\\P{L}", "abc"),
    ])
    func doesNotMatch(_ pattern: String, _ text: String) throws {
        #expect(try !LinearPattern(pattern).matches(text))
    }

    @Test(arguments: [
        ("a|ab", "ab", true), ("a+", "aab", false), ("a+b?", "aab", true), (".*", "", true),
    ])
    func matchesWholly(_ pattern: String, _ text: String, _ expected: Bool) throws {
        #expect(try LinearPattern(pattern).matches(text, wholly: true) == expected)
    }

    @Test func longTextsMatchNothingWholly() throws {
        #expect(try !LinearPattern("a*").matches(String(repeating: "a", count: 1000), wholly: true))
    }

    @Test(arguments: [
        "(", ")", "[", "a{3,1}", "*a", "\\", "(?=a)", "(?<!a)", "\\1", "a++", "[z-a]", "\\q",
        "a{1001}",
        "((a{1000}){1000})", "(?P=x)", "\\x{110000}", "[[:foo:]]",
    ])
    func refuses(_ pattern: String) {
        #expect(throws: LinearPattern.SyntaxError.self) { try LinearPattern(pattern) }
    }

    /// What makes other engines try every way there is.
    @Test(arguments: ["(a+)+$", "(a|a)*b", "(a*)*b", "(.*)*x", "(){1000}{1000}{1000}x"])
    func hostilePatternsEnd(_ pattern: String) throws {
        #expect(try !LinearPattern(pattern).matches(String(repeating: "a", count: 500) + "!"))
    }
}
