/// The version that the command line prints and that painted instances carry.
public enum PixredactVersion {
    public static let current = "0.1.0"
}
