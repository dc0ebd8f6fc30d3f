import Testing

@testable import ConfigurationFiles

@Suite struct ConfigurationFileTests {}
