// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.se.SeContainer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Each kind of bean with each kind of method, generated: each cell is deferred in every way of demarcation, or refused
 * with its id, or warned of with its id, and none is called inside the transaction in silence.
 */
public class PlacementTableTest {

    /** What the generated methods have been called with. */
    public static final List<String> CALLED = new CopyOnWriteArrayList<>();

    private static final String PACKAGE = "com.acme.table";

    /** A kind of method: its modifiers, its parameters as they are declared, and the arguments of the call. */
    private enum MethodKind {
        NO_ARGUMENT("public void", "", new Object[0]), ONE("public void", "String a", "x"),
        MANY("public void", "String a, Integer b, java.util.List<String> c", "x", 1, List.of("y")),
        NULL("public void", "String a", new Object[]{null}),
        PRIMITIVES("public void", "int a, long b, boolean c, char d", 1, 2L, true, 'z'),
        VARARGS("public void", "String... a", new Object[]{new String[]{"x", "y"}}),
        GENERIC("public <E extends Comparable<E>> void", "E a", "x"), CHECKED_EXCEPTION("public void", "String a", "x"),
        PROTECTED("protected void", "String a", "x"), OF_PACKAGE("void", "String a", "x"),
        PRIVATE("private void", "String a", "x"), STATIC("public static void", "String a", "x"),
        FINAL("public final void", "String a", "x"), NOT_VOID("public String", "String a", "x"),
        NOT_VOID_PRIMITIVE("public int", "String a", "x");

        private final String modifiers;
        private final String parameters;
        private final Object[] arguments;

        MethodKind(String modifiers, String parameters, Object... arguments) {
            this.modifiers = modifiers;
            this.parameters = parameters;
            this.arguments = arguments;
        }

        String source(String annotation, String cell) {
            String names = names().map(name -> this == VARARGS ? "java.util.Arrays.asList(" + name + ")" : name)
                    .collect(Collectors.joining(", "));
            return annotation + ' ' + modifiers + " call(" + parameters + ")"
                    + (this == CHECKED_EXCEPTION ? " throws java.io.IOException" : "")
                    + " { io.github.callaftercommit.PlacementTableTest.CALLED.add(\"" + cell
                    + "\" + java.util.Arrays.asList(new Object[]{" + names + "})); "
                    + (this == NOT_VOID ? "return null; }" : this == NOT_VOID_PRIMITIVE ? "return 0; }" : "}");
        }

        /** The same, which passes on what it is given. */
        String forwarded(String declared) {
            return declared + "{ " + (name().startsWith("NOT_VOID") ? "return " : "") + "delegate.call("
                    + names().collect(Collectors.joining(", ")) + "); }";
        }

        private Stream<String> names() {
            return Stream.of(parameters.isEmpty() ? new String[0] : parameters.split(", "))
                    .map(parameter -> parameter.substring(parameter.lastIndexOf(' ') + 1));
        }

        String noted(String cell) {
            return cell
                    + Arrays.asList(this == VARARGS ? new Object[]{Arrays.asList((Object[]) arguments[0])} : arguments);
        }

        boolean isPublic() {
            return this != PRIVATE && this != OF_PACKAGE && this != PROTECTED && this != STATIC && this != FINAL;
        }
    }

    /** A kind of bean: what its source is, where $call stands for the annotated method and $plain for one without. */
    private enum BeanKind {
        APPLICATION_SCOPED("@ApplicationScoped public class $name { $call }"),
        REQUEST_SCOPED("@RequestScoped public class $name { $call }"),
        DEPENDENT("@Dependent public class $name { $call }"), SINGLETON("@Singleton public class $name { $call }"),
        ALTERNATIVE("@Alternative @Priority(1) @ApplicationScoped public class $name { $call }"),
        WITH_QUALIFIERS("@Any @jakarta.inject.Named(\"$name\") @ApplicationScoped public class $name { $call }"),
        OTHER_BINDING("@ApplicationScoped public class $name { $other }"),
        ON_THE_CLASS("@CallAfterCommit @ApplicationScoped public class $name { $plain }"),
        BY_STEREOTYPE("@Later public class $name { $plain }"),
        INHERITED("@ApplicationScoped public class $name extends $nameBase {} class $nameBase { $call }"),
        OF_INHERITED_CLASS(
                "@ApplicationScoped public class $name extends $nameBase {} @CallAfterCommit class $nameBase "
                        + "{ $plain }"),
        GENERIC_SUPERCLASS(
                "@ApplicationScoped public class $name extends $nameBase<String> {} " + "class $nameBase<T> { $call }"),
        BRIDGED("@ApplicationScoped public class $name extends $nameBase<String> { @Override $call } "
                + "abstract class $nameBase<T> { public abstract void call(T a); }"),
        SPECIALIZED("@Specializes @ApplicationScoped public class $name extends $nameBase { @Override $call } "
                + "@ApplicationScoped class $nameBase { $plain }"),
        INTERFACE_ALONE("@ApplicationScoped public class $name implements $nameView { $plain } "
                + "interface $nameView { $declared }"),
        INTERFACE_TOO("@ApplicationScoped public class $name implements $nameView { $call } "
                + "interface $nameView { $declared }"),
        DECORATED("@ApplicationScoped public class $name implements $nameView { $call } "
                + "interface $nameView { $undeclared } @Decorator @Priority(1) class $nameDecorator implements "
                + "$nameView { @jakarta.inject.Inject @Delegate @Any $nameView delegate; $forwarded }"),
        PRODUCED("@ApplicationScoped public class $name { @Produces @ApplicationScoped $nameProduct produce() "
                + "{ return new $nameProduct(); } } @jakarta.enterprise.inject.Vetoed class $nameProduct { $call }");

        private final String source;

        BeanKind(String source) {
            this.source = source;
        }

        boolean isByInterface() {
            return this == INTERFACE_ALONE || this == INTERFACE_TOO || this == DECORATED;
        }

        boolean isByClass() {
            return this == ON_THE_CLASS || this == BY_STEREOTYPE || this == OF_INHERITED_CLASS;
        }
    }

    private record Cell(BeanKind bean, MethodKind method) {

        String name() {
            return "Cell" + bean.ordinal() + "x" + method.ordinal();
        }

        /** What the language allows and the annotation means: on a class, it means its business methods. */
        boolean isThere() {
            if (bean == BeanKind.SPECIALIZED
                    && List.of(MethodKind.PRIVATE, MethodKind.STATIC, MethodKind.FINAL).contains(method)) {
                return false;
            }
            if (bean == BeanKind.BRIDGED) {
                return method == MethodKind.ONE || method == MethodKind.NULL;
            }
            if (bean == BeanKind.PRODUCED && !(method.isPublic() && !method.name().startsWith("NOT_VOID"))) {
                return false;
            }
            return !(bean.isByInterface() || bean.isByClass()) || method.isPublic()
                    || bean.isByClass() && (method == MethodKind.PROTECTED || method == MethodKind.OF_PACKAGE);
        }

        String source() {
            String plain = method.source("", name());
            String signature = plain.substring(0, plain.indexOf('{'));
            String declared = signature + ';';
            return bean.source.replace("$name", name()).replace("$call", method.source("@CallAfterCommit", name()))
                    .replace("$other", method.source("@Eventually", name())).replace("$plain", plain)
                    .replace("$declared", "@CallAfterCommit" + declared).replace("$undeclared", declared)
                    .replace("$forwarded", method.forwarded(signature));
        }

        /** Nothing where it is deferred, an id of CAC-101 and so on where it is refused or warned of. */
        String told() {
            if (bean == BeanKind.PRODUCED) {
                return OpenWebBeans.isUsed() ? "" : "CAC-124";
            } else if (bean == BeanKind.INTERFACE_ALONE) {
                return "CAC-120";
            }
            return switch (method) {
                case PRIVATE -> "CAC-102";
                case STATIC -> "CAC-103";
                case FINAL -> "CAC-104";
                case NOT_VOID, NOT_VOID_PRIMITIVE -> "CAC-101";
                default -> "";
            };
        }
    }

    private static final List<Cell> CELLS = Stream.of(BeanKind.values())
            .flatMap(bean -> Stream.of(MethodKind.values()).map(method -> new Cell(bean, method))).filter(Cell::isThere)
            .toList();
    private static final List<Path> GENERATED = new ArrayList<>();

    /** Beside this class: OpenWebBeans finds no classes of another loader. */
    @BeforeAll
    static void generate() throws Exception {
        Path classes = Path.of(PlacementTableTest.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path sources = Files
                .createDirectories(classes.resolveSibling("generated-placements").resolve("com/acme/table"));
        String imports = "package " + PACKAGE + "; import io.github.callaftercommit.CallAfterCommit; "
                + "import jakarta.annotation.Priority; import jakarta.decorator.*; "
                + "import jakarta.enterprise.context.*; import jakarta.enterprise.inject.*; "
                + "import jakarta.inject.Singleton; import java.lang.annotation.*; ";
        List<String> arguments = new ArrayList<>(List.of("-proc:none", "-nowarn", "-d", classes.toString(), "-cp",
                System.getProperty("java.class.path") + File.pathSeparator + classes));
        for (Cell cell : CELLS) {
            arguments
                    .add(Files.writeString(sources.resolve(cell.name() + ".java"), imports + cell.source()).toString());
        }
        String retained = "@Retention(RetentionPolicy.RUNTIME) @Target({ElementType.TYPE, ElementType.METHOD}) ";
        arguments.add(Files.writeString(sources.resolve("Later.java"),
                imports + "@Stereotype @CallAfterCommit @ApplicationScoped " + retained + "public @interface Later {}")
                .toString());
        arguments.add(Files.writeString(sources.resolve("Eventually.java"),
                imports + "@jakarta.interceptor.InterceptorBinding @CallAfterCommit " + retained
                        + "public @interface Eventually {}")
                .toString());
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
        try (Stream<Path> files = Files.walk(classes.resolve("com/acme/table"))) {
            files.sorted(java.util.Comparator.reverseOrder()).forEach(GENERATED::add);
        }
    }

    @AfterAll
    static void remove() throws IOException {
        for (Path file : GENERATED) {
            Files.delete(file);
        }
    }

    @Test
    void noCellIsSilent() throws Exception {
        Map<String, Integer> told = new TreeMap<>();
        List<Cell> deferred = CELLS.stream().filter(cell -> cell.told().isEmpty()).toList();
        List<Cell> warned = CELLS.stream().filter(cell -> cell.told().equals("CAC-124")).toList();
        List<Cell> refused = CELLS.stream().filter(cell -> !deferred.contains(cell) && !warned.contains(cell)).toList();

        int calls = deferAll(deferred, warned);
        refuseAll(refused);

        Stream.of(refused, warned).flatMap(List::stream).forEach(cell -> told.merge(cell.told(), 1, Integer::sum));
        System.out.printf("%d cells: %d deferred in %d calls, %s%n", CELLS.size(), deferred.size(), calls, told);
    }

    private static int deferAll(List<Cell> deferred, List<Cell> warned) throws Exception {
        try (EmbeddedStack stack = EmbeddedStack.of(classes(Stream.concat(deferred.stream(), warned.stream()).toList()))
                .start()) {
            int calls = 0;
            RequestContextController request = stack.get(RequestContextController.class);
            request.activate();
            for (Cell cell : deferred) {
                Runnable call = call(cell, stack.container());
                calls += calledAtOnce(cell, call);
                for (Demarcated demarcated : Demarcated.values()) {
                    calls += calledAfterTheCommit(cell, demarcated, call, stack);
                    calls += notCalledAfterARollback(cell, demarcated, call, stack);
                }
            }
            request.deactivate();
            assertThat(stack.logs().alarms()).as("false alarms").allMatch(alarm -> alarm.startsWith("CAC-124"));
            for (Cell cell : warned) {
                assertThat(stack.logs().messages("CAC-124")).as("%s", cell)
                        .anyMatch(warning -> warning.contains(PACKAGE + "." + cell.name() + "Product"));
            }
            return calls;
        }
    }

    private static int calledAtOnce(Cell cell, Runnable call) {
        CALLED.clear();
        call.run();
        assertThat(CALLED).as("%s without a transaction", cell).containsExactly(cell.method().noted(cell.name()));
        return 1;
    }

    private static int calledAfterTheCommit(Cell cell, Demarcated demarcated, Runnable call, EmbeddedStack stack)
            throws Exception {
        CALLED.clear();
        demarcated.run(stack.transactions(), () -> {
            call.run();
            assertThat(CALLED).as("%s before the commit of %s", cell, demarcated).isEmpty();
        });
        assertThat(CALLED).as("%s after the commit of %s", cell, demarcated)
                .containsExactly(cell.method().noted(cell.name()));
        return 1;
    }

    private static int notCalledAfterARollback(Cell cell, Demarcated demarcated, Runnable call, EmbeddedStack stack) {
        CALLED.clear();
        Throwable thrown = catchThrowable(() -> demarcated.run(stack.transactions(), () -> {
            call.run();
            throw new IllegalStateException("rolls back");
        }));
        assertThat(thrown).isInstanceOf(IllegalStateException.class);
        assertThat(CALLED).as("%s after a rollback of %s", cell, demarcated).isEmpty();
        return 1;
    }

    private static void refuseAll(List<Cell> refused) throws Exception {
        // containers refuse final methods of intercepted beans first, alone
        for (Cell last : refused.stream().filter(cell -> cell.method() == MethodKind.FINAL).toList()) {
            assertThat(catchThrowable(() -> EmbeddedStack.of(classes(List.of(last))).start())).as("%s", last)
                    .isNotNull().asString().containsAnyOf("CAC-104", "WELD-001504", "and final");
        }
        List<Cell> together = refused.stream().filter(cell -> cell.method() != MethodKind.FINAL).toList();
        Throwable refusal = catchThrowable(() -> EmbeddedStack.of(classes(together)).start());
        assertThat(refusal).isNotNull();
        for (Cell cell : together) {
            assertThat(refusal.getMessage().lines()).as("%s", cell).anyMatch(line -> line.contains(cell.told() + ":")
                    && line.matches(".*\\b" + PACKAGE + "\\." + cell.name() + "(?!\\d).*"));
        }
    }

    private static Class<?>[] classes(List<Cell> cells) throws ClassNotFoundException, IOException {
        List<Class<?>> classes = new ArrayList<>();
        for (Cell cell : cells) {
            for (String suffix : List.of("", "Base", "Decorator")) {
                if (GENERATED.stream().anyMatch(file -> file.endsWith(cell.name() + suffix + ".class"))
                        && !(suffix.equals("Base") && cell.bean() != BeanKind.SPECIALIZED)) {
                    classes.add(Class.forName(PACKAGE + "." + cell.name() + suffix));
                }
            }
        }
        return classes.toArray(Class<?>[]::new);
    }

    /** A call from outside of the bean, through what the container injects. */
    private static Runnable call(Cell cell, SeContainer container) throws ReflectiveOperationException {
        String view = cell.bean().isByInterface() ? "View" : cell.bean() == BeanKind.PRODUCED ? "Product" : "";
        Class<?> type = Class.forName(PACKAGE + "." + cell.name() + view);
        Object bean = container.select(type).get();
        Method method = method(type);
        method.setAccessible(true);
        return () -> {
            try {
                method.invoke(bean, cell.method().arguments);
            } catch (IllegalAccessException | InvocationTargetException failure) {
                throw new IllegalStateException(cell.toString(), failure);
            }
        };
    }

    private static Method method(Class<?> type) {
        return Stream.<Class<?>>iterate(type, parent -> parent != null, Class::getSuperclass)
                .flatMap(each -> Stream.of(each.getDeclaredMethods()))
                .filter(method -> method.getName().equals("call") && !method.isBridge()).findFirst().orElseThrow();
    }
}
