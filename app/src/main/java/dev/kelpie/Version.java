package dev.kelpie;

/// Which Kelpie this is.
final class Version {
    private Version() {}

    /// The version, the git revision and the schema's number.
    static String words() {
        String version = Version.class.getPackage().getImplementationVersion();
        return (version == null ? "development" : version)
                + ", schema "
                + dev.kelpie.store.SqliteStore.schemaVersion();
    }
}
