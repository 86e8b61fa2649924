/// The scripted fake agent: a program for a real pane that looks, answers, logs and dies like a
/// coding agent, without a model and without a network.
///
/// It imports the JDK only and knows nothing of the rest of Kelpie, because it stands for a foreign
/// program. `docs/fake-agent.md` has its flags and the language of its scripts.
@NullMarked
package dev.kelpie.fake;

import org.jspecify.annotations.NullMarked;
