-- A database as schema 5 wrote it. It is never edited.
PRAGMA user_version = 5;
CREATE TABLE agents (
    id      TEXT PRIMARY KEY,
    session TEXT NOT NULL,
    body    TEXT NOT NULL
) STRICT;
INSERT INTO agents VALUES('fixer','session1','{"id":"fixer","session":"session1","spec":{"runtime":"claude","workplace":{"kind":"worktree","path":"/repo","branch":"fix"},"model":"opus","permissions":"accept-edits","prompt":"fix \u201Eit\u201C\n\uD83D\uDC3E","environment":{"A":"","B":"2"},"confined":false},"state":{"kind":"ended","exit":{"kind":"code","status":3},"removeSite":false},"site":{"directory":"/w/fixer","branch":"fix","base":"abc","notices":["dirty"]},"conversation":"c-1","usage":{"contextPercent":40,"estimate":true,"contextTokens":80000,"contextWindow":200000,"costDollars":1.25,"model":"opus","tools":7,"subagents":2,"todosDone":3,"todosAll":5},"spawned":"2026-11-21T09:00:00.123456Z","since":"2026-11-21T09:00:00.123456Z","seen":false,"sessions":1,"doubt":{"why":"so","since":"2026-11-21T09:00:00.123456Z"}}');
CREATE TABLE events (
    seq     INTEGER PRIMARY KEY,
    at      INTEGER NOT NULL, -- microseconds since 1970
    agent   TEXT NOT NULL,
    session TEXT,
    kind    TEXT NOT NULL,
    body    TEXT NOT NULL
) STRICT;
INSERT INTO events VALUES(1,1795251600123456,'top','session1','session-requested','{"kind":"session-requested","agent":"top","session":"session1","spec":{"runtime":"shell","workplace":{"kind":"directory","path":"/tmp"},"permissions":"default","command":"top"},"resume":false}');
INSERT INTO events VALUES(2,1795251600123456,'fixer','session1','session-requested','{"kind":"session-requested","agent":"fixer","session":"session1","spec":{"runtime":"claude","workplace":{"kind":"worktree","path":"/repo","branch":"fix"},"model":"opus","permissions":"accept-edits","prompt":"fix \u201Eit\u201C\n\uD83D\uDC3E","environment":{"A":"","B":"2"}},"resume":true}');
INSERT INTO events VALUES(3,1795251600123456,'fixer','session1','session-started','{"kind":"session-started","agent":"fixer","session":"session1","pane":{"pane":"%7","server":1700000000123,"pid":4242},"site":{"directory":"/w/fixer","branch":"fix","base":"abc","notices":["dirty"]}}');
INSERT INTO events VALUES(4,1795251600123456,'fixer','session1','conversation-known','{"kind":"conversation-known","agent":"fixer","session":"session1","conversation":"c-1"}');
INSERT INTO events VALUES(5,1795251600123456,'fixer','session1','activity-changed','{"kind":"activity-changed","agent":"fixer","session":"session1","finding":{"activity":{"kind":"booting"},"source":"tmux","rule":"rule","since":"2026-11-21T09:00:00.123456789Z","excerpt":"words"}}');
INSERT INTO events VALUES(6,1795251600123456,'fixer','session1','activity-changed','{"kind":"activity-changed","agent":"fixer","session":"session1","finding":{"activity":{"kind":"setup","dialog":"trust"},"source":"registry","rule":"rule","since":"2026-11-21T09:00:00.123456789Z","excerpt":"words"}}');
INSERT INTO events VALUES(7,1795251600123456,'fixer','session1','activity-changed','{"kind":"activity-changed","agent":"fixer","session":"session1","finding":{"activity":{"kind":"working","doing":"tests"},"source":"hook","rule":"rule","since":"2026-11-21T09:00:00.123456789Z","excerpt":"words"}}');
INSERT INTO events VALUES(8,1795251600123456,'fixer','session1','activity-changed','{"kind":"activity-changed","agent":"fixer","session":"session1","finding":{"activity":{"kind":"waiting","why":"turn-done","question":""},"source":"transcript","rule":"rule","since":"2026-11-21T09:00:00.123456789Z","excerpt":"words"}}');
INSERT INTO events VALUES(9,1795251600123456,'fixer','session1','activity-changed','{"kind":"activity-changed","agent":"fixer","session":"session1","finding":{"activity":{"kind":"waiting","why":"question","question":"Which?","options":["a",""]},"source":"screen","rule":"rule","since":"2026-11-21T09:00:00.123456789Z","excerpt":"words"}}');
INSERT INTO events VALUES(10,1795251600123456,'fixer','session1','activity-changed','{"kind":"activity-changed","agent":"fixer","session":"session1","finding":{"activity":{"kind":"waiting","why":"permission","question":"May I?","options":["Yes"]},"source":"none","rule":"rule","since":"2026-11-21T09:00:00.123456789Z","excerpt":"words"}}');
INSERT INTO events VALUES(11,1795251600123456,'fixer','session1','activity-changed','{"kind":"activity-changed","agent":"fixer","session":"session1","finding":{"activity":{"kind":"waiting","why":"plan","question":"This?"},"source":"tmux","rule":"rule","since":"2026-11-21T09:00:00.123456789Z","excerpt":"words"}}');
INSERT INTO events VALUES(12,1795251600123456,'fixer','session1','activity-changed','{"kind":"activity-changed","agent":"fixer","session":"session1","finding":{"activity":{"kind":"limited","until":"2026-11-21T09:00:00.123456789Z","text":"5 hours"},"source":"registry","rule":"rule","since":"2026-11-21T09:00:00.123456789Z","excerpt":"words"}}');
INSERT INTO events VALUES(13,1795251600123456,'fixer','session1','activity-changed','{"kind":"activity-changed","agent":"fixer","session":"session1","finding":{"activity":{"kind":"limited","text":""},"source":"hook","rule":"rule","since":"2026-11-21T09:00:00.123456789Z","excerpt":"words"}}');
INSERT INTO events VALUES(14,1795251600123456,'fixer','session1','activity-changed','{"kind":"activity-changed","agent":"fixer","session":"session1","finding":{"activity":{"kind":"failing","text":"overloaded"},"source":"transcript","rule":"rule","since":"2026-11-21T09:00:00.123456789Z","excerpt":"words"}}');
INSERT INTO events VALUES(15,1795251600123456,'fixer','session1','activity-changed','{"kind":"activity-changed","agent":"fixer","session":"session1","finding":{"activity":{"kind":"stalled","text":"10 minutes"},"source":"screen","rule":"rule","since":"2026-11-21T09:00:00.123456789Z","excerpt":"words"}}');
INSERT INTO events VALUES(16,1795251600123456,'fixer','session1','activity-changed','{"kind":"activity-changed","agent":"fixer","session":"session1","finding":{"activity":{"kind":"broken-off"},"source":"none","rule":"rule","since":"2026-11-21T09:00:00.123456789Z","excerpt":"words"}}');
INSERT INTO events VALUES(17,1795251600123456,'fixer','session1','activity-changed','{"kind":"activity-changed","agent":"fixer","session":"session1","finding":{"activity":{"kind":"zombie","reason":"no process"},"source":"tmux","rule":"rule","since":"2026-11-21T09:00:00.123456789Z","excerpt":"words"}}');
INSERT INTO events VALUES(18,1795251600123456,'fixer','session1','activity-changed','{"kind":"activity-changed","agent":"fixer","session":"session1","finding":{"activity":{"kind":"unclear"},"source":"registry","rule":"rule","since":"2026-11-21T09:00:00.123456789Z","excerpt":"words"}}');
INSERT INTO events VALUES(20,1795251600123456,'fixer','session1','usage-seen','{"kind":"usage-seen","agent":"fixer","session":"session1","usage":{"contextPercent":40,"estimate":true,"contextTokens":80000,"contextWindow":200000,"costDollars":1.25,"model":"opus","tools":7,"subagents":2,"todosDone":3,"todosAll":5}}');
INSERT INTO events VALUES(21,1795251600123456,'fixer','session1','seen','{"kind":"seen","agent":"fixer","session":"session1"}');
INSERT INTO events VALUES(22,1795251600123456,'fixer','session1','message-accepted','{"kind":"message-accepted","agent":"fixer","session":"session1","message":"message1","text":"go on","force":true,"first":false}');
INSERT INTO events VALUES(23,1795251600123456,'fixer','session1','delivery-started','{"kind":"delivery-started","agent":"fixer","session":"session1","message":"message1"}');
INSERT INTO events VALUES(24,1795251600123456,'fixer','session1','delivery-ended','{"kind":"delivery-ended","agent":"fixer","session":"session1","message":"message1","fate":"delivered","detail":"so"}');
INSERT INTO events VALUES(25,1795251600123456,'fixer','session1','delivery-ended','{"kind":"delivery-ended","agent":"fixer","session":"session1","message":"message1","fate":"held","detail":"so"}');
INSERT INTO events VALUES(26,1795251600123456,'fixer','session1','delivery-ended','{"kind":"delivery-ended","agent":"fixer","session":"session1","message":"message1","fate":"unconfirmed","detail":"so"}');
INSERT INTO events VALUES(27,1795251600123456,'fixer','session1','delivery-ended','{"kind":"delivery-ended","agent":"fixer","session":"session1","message":"message1","fate":"undeliverable","detail":"so"}');
INSERT INTO events VALUES(28,1795251600123456,'fixer','session1','delivery-ended','{"kind":"delivery-ended","agent":"fixer","session":"session1","message":"message1","fate":"unsure","detail":"so"}');
INSERT INTO events VALUES(29,1795251600123456,'fixer','session1','answer-started','{"kind":"answer-started","agent":"fixer","session":"session1","question":"May I?","option":"Yes"}');
INSERT INTO events VALUES(30,1795251600123456,'fixer','session1','answer-ended','{"kind":"answer-ended","agent":"fixer","session":"session1","pressed":true,"detail":""}');
INSERT INTO events VALUES(31,1795251600123456,'fixer','session1','stop-requested','{"kind":"stop-requested","agent":"fixer","session":"session1","deadline":"2026-11-21T09:00:00.123456789Z","removeSite":true}');
INSERT INTO events VALUES(32,1795251600123456,'fixer','session1','turn-broken','{"kind":"turn-broken","agent":"fixer","session":"session1"}');
INSERT INTO events VALUES(33,1795251600123456,'fixer','session1','session-ended','{"kind":"session-ended","agent":"fixer","session":"session1","exit":{"kind":"code","status":3}}');
INSERT INTO events VALUES(34,1795251600123456,'fixer','session1','session-ended','{"kind":"session-ended","agent":"fixer","session":"session1","exit":{"kind":"signal","number":9}}');
INSERT INTO events VALUES(35,1795251600123456,'fixer','session1','session-ended','{"kind":"session-ended","agent":"fixer","session":"session1","exit":{"kind":"stopped"}}');
INSERT INTO events VALUES(36,1795251600123456,'fixer','session1','session-ended','{"kind":"session-ended","agent":"fixer","session":"session1","exit":{"kind":"lost"}}');
INSERT INTO events VALUES(37,1795251600123456,'fixer','session1','session-ended','{"kind":"session-ended","agent":"fixer","session":"session1","exit":{"kind":"never-started","why":"no such directory"}}');
INSERT INTO events VALUES(38,1795251600123456,'fixer','session1','session-interrupted','{"kind":"session-interrupted","agent":"fixer","session":"session1","reason":"the server died"}');
INSERT INTO events VALUES(39,1795251600123456,'fixer','session1','site-cleared','{"kind":"site-cleared","agent":"fixer","session":"session1","removed":false,"detail":"kept: 2 files changed"}');
INSERT INTO events VALUES(40,1795251600123456,'fixer',NULL,'agent-removed','{"kind":"agent-removed","agent":"fixer"}');
INSERT INTO events VALUES(41,1795251600123456,'fixer',NULL,'agent-restored','{"kind":"agent-restored","agent":"fixer"}');
INSERT INTO events VALUES(42,1795251600123456,'fixer',NULL,'noted','{"kind":"noted","agent":"fixer","text":"half a pair \uD83D and \u0000"}');
INSERT INTO events VALUES(43,1795251601000000,'fixer','session1','message-accepted','{"kind":"message-accepted","agent":"fixer","session":"session1","message":"message2","text":"still here","force":false,"first":true}');
INSERT INTO events VALUES(44,1795251601000000,'top',NULL,'agent-removed','{"kind":"agent-removed","agent":"top"}');
CREATE TABLE messages (
    id    TEXT PRIMARY KEY,
    agent TEXT NOT NULL,
    body  TEXT NOT NULL
) STRICT;
INSERT INTO messages VALUES('message2','fixer','{"id":"message2","agent":"fixer","session":"session1","text":"still here","force":false,"first":true,"accepted":"2026-11-21T09:00:01Z","phase":"queued"}');
CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES('seq',44);
CREATE TABLE removed (
    place INTEGER PRIMARY KEY,
    body  TEXT NOT NULL
) STRICT;
INSERT INTO removed VALUES(0,'{"id":"top","session":"session1","spec":{"runtime":"shell","workplace":{"kind":"directory","path":"/tmp"},"permissions":"default","command":"top","confined":false},"state":{"kind":"requested"},"usage":{"estimate":false},"spawned":"2026-11-21T09:00:00.123456Z","since":"2026-11-21T09:00:00.123456Z","seen":true,"sessions":1}');
CREATE TABLE requests (
    id      TEXT PRIMARY KEY,
    at      INTEGER NOT NULL,
    outcome TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO requests VALUES('request-1',1795251600123456,'{"kind":"done","subject":"request-1","seq":42}');
CREATE TRIGGER events_stay_as_they_are BEFORE UPDATE ON events
BEGIN
    SELECT RAISE(ABORT, 'the log is append-only');
END;
CREATE TRIGGER events_stay BEFORE DELETE ON events WHEN old.kind <> 'usage-seen'
BEGIN
    SELECT RAISE(ABORT, 'the log is append-only');
END;
CREATE INDEX events_usage ON events (agent, session, seq) WHERE kind = 'usage-seen';
CREATE INDEX events_copying ON events (agent, seq)
    WHERE kind IN ('session-requested', 'agent-removed', 'agent-restored');
CREATE INDEX requests_at ON requests (at);
