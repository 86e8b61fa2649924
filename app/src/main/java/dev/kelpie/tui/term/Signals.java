package dev.kelpie.tui.term;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/// Unix signals. The JDK offers them only through an unsupported class whose very name is a
/// compiler warning, hence the reflection; a JDK without it costs us resizing, not the screen.
final class Signals implements AutoCloseable {
    private record Taken(Object signal, Object before) {}

    private final List<Taken> taken = new ArrayList<>();

    /// Runs an act whenever the signal of this name arrives.
    void on(String name, Runnable act) {
        try {
            var signalType = Class.forName("sun.misc.Signal");
            var handlerType = Class.forName("sun.misc.SignalHandler");
            var signal = signalType.getConstructor(String.class).newInstance(name);
            InvocationHandler call =
                    (proxy, method, args) ->
                            switch (method.getName()) {
                                case "handle" -> {
                                    act.run();
                                    yield null;
                                }
                                case "hashCode" -> System.identityHashCode(proxy);
                                case "equals" -> args != null && proxy == args[0];
                                default -> "kelpie's " + name;
                            };
            var handler =
                    Proxy.newProxyInstance(
                            Signals.class.getClassLoader(), new Class<?>[] {handlerType}, call);
            var before =
                    signalType
                            .getMethod("handle", signalType, handlerType)
                            .invoke(null, signal, handler);
            taken.add(new Taken(signal, before));
        } catch (ReflectiveOperationException e) {
            throw new NoTerminalException("this Java cannot tell us of SIG" + name, e);
        }
    }

    @Override
    public void close() {
        try {
            var signalType = Class.forName("sun.misc.Signal");
            var handlerType = Class.forName("sun.misc.SignalHandler");
            var handle = signalType.getMethod("handle", signalType, handlerType);
            for (var one : taken) {
                handle.invoke(null, one.signal, one.before);
            }
            taken.clear();
        } catch (ReflectiveOperationException e) {
            throw new NoTerminalException("the signals could not be given back", e);
        }
    }
}
