package dev.kelpie;

/// Which Kelpie this is.
final class Version {
    private Version() {}

    /// The version and the number of the database schema.
    static String words() {
        String version = Version.class.getPackage().getImplementationVersion();
        return (version == null ? "development" : version)
                + ", schema "
                + dev.kelpie.store.SqliteStore.schemaVersion();
    }
}
