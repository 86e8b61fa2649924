package dev.kelpie.fake;

/// The verbs that the spinner and the end of a turn are told with.
final class Words {
    private static final String[] VERBS = {
        "Brewing", "Herding", "Pondering", "Churning", "Simmering", "Wrangling", "Musing", "Baking"
    };
    private static final String[] DONE = {
        "Brewed", "Herded", "Pondered", "Churned", "Simmered", "Wrangled", "Mused", "Baked"
    };

    private Words() {}

    static String verb(int turn) {
        return VERBS[turn % VERBS.length];
    }

    static String done(int turn) {
        return DONE[turn % DONE.length];
    }
}
