package dev.kelpie;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/// A fault in the log panel of the built program: an agent of the JVM that has it throw at the
/// first key.
public final class Planted implements ClassFileTransformer {
    static final String WORDS = "planted in a panel";

    private static final String PANEL = "dev/kelpie/tui/LogPanel";
    private static final ClassDesc FAULT = ClassDesc.of("java.lang.IllegalStateException");

    /// Called by the JVM before `main`.
    public static void premain(@Nullable String options, Instrumentation instrumentation) {
        instrumentation.addTransformer(new Planted());
    }

    /// The JVM option that plants it.
    static String option(Path folder) throws IOException {
        Path jar = folder.resolve("planted.jar");
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", Planted.class.getName());
        String file = Planted.class.getName().replace('.', '/') + ".class";
        try (OutputStream out = Files.newOutputStream(jar);
                var entries = new JarOutputStream(out, manifest);
                var bytes = Planted.class.getResourceAsStream("/" + file)) {
            entries.putNextEntry(new JarEntry(file));
            entries.write(java.util.Objects.requireNonNull(bytes).readAllBytes());
        }
        return "-javaagent:" + jar;
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        return PANEL.equals(name) ? faulty(bytes) : null;
    }

    private static byte[] faulty(byte[] bytes) {
        var classFile = ClassFile.of();
        return classFile.transformClass(
                classFile.parse(bytes),
                ClassTransform.transformingMethods(
                        method -> method.methodName().equalsString("update"),
                        (method, element) -> {
                            if (element instanceof CodeModel) {
                                method.withCode(code ->
                                        code.new_(FAULT)
                                                .dup()
                                                .loadConstant(WORDS)
                                                .invokespecial(
                                                        FAULT,
                                                        ConstantDescs.INIT_NAME,
                                                        MethodTypeDesc.of(
                                                                ConstantDescs.CD_void,
                                                                ConstantDescs.CD_String))
                                                .athrow());
                            } else {
                                method.with(element);
                            }
                        }));
    }
}
