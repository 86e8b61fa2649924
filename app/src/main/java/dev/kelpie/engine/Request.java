package dev.kelpie.engine;

import dev.kelpie.model.Command;
import dev.kelpie.model.Outcome;
import dev.kelpie.model.RequestId;
import java.util.concurrent.CompletableFuture;

/// A command in the mailbox, and where its answer goes.
record Request(RequestId id, Command command, CompletableFuture<Outcome> answer) {}
