// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Stereotype;
import jakarta.inject.Inject;
import jakarta.interceptor.InterceptorBinding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Where the annotation may stand. */
class BindingTest {

    abstract static class Noting {

        @Inject
        Journal journal;
    }

    @ApplicationScoped
    static class OnMethod extends Noting {

        @CallAfterCommit
        public void annotated(String text) {
            journal.note(text);
        }

        @CallAfterCommit
        void packagePrivate(String text) {
            journal.note(text);
        }

        @CallAfterCommit
        protected void inheritedMethod(String text) {
            journal.note(text);
        }

        public void plain(String text) {
            journal.note(text);
        }
    }

    @ApplicationScoped
    @CallAfterCommit
    static class OnClass extends Noting {

        @PostConstruct
        void start() {
            journal.note("constructed");
        }

        public void any(String text) {
            journal.note(text);
        }
    }

    @CallAfterCommit
    abstract static class AnnotatedSuperclass extends Noting {

        public void inherited(String text) {
            journal.note(text);
        }
    }

    @ApplicationScoped
    static class Subclass extends AnnotatedSuperclass {

        public void own(String text) {
            journal.note(text);
        }
    }

    @ApplicationScoped
    @jakarta.enterprise.inject.Typed(SubclassOfOnMethod.class)
    static class SubclassOfOnMethod extends OnMethod {}

    @Stereotype
    @ApplicationScoped
    @CallAfterCommit
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface Notifier {}

    @Notifier
    static class WithStereotype extends Noting {

        public void any(String text) {
            journal.note(text);
        }
    }

    @InterceptorBinding
    @CallAfterCommit
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.METHOD})
    @interface Eventually {}

    @ApplicationScoped
    static class WithOtherBinding extends Noting {

        @Eventually
        public void annotated(String text) {
            journal.note(text);
        }
    }

    @RegisterExtension
    final EmbeddedStack stack = EmbeddedStack.of(OnMethod.class, OnClass.class, Subclass.class,
            SubclassOfOnMethod.class, WithStereotype.class, WithOtherBinding.class);

    private static Stream<Arguments> bound() {
        return Stream.of(bound("method", OnMethod.class, OnMethod::annotated),
                bound("package-private method", OnMethod.class, OnMethod::packagePrivate),
                bound("protected method", OnMethod.class, OnMethod::inheritedMethod),
                bound("class", OnClass.class, OnClass::any),
                bound("superclass, inherited method", Subclass.class, Subclass::inherited),
                bound("superclass, own method", Subclass.class, Subclass::own),
                bound("method of the superclass", SubclassOfOnMethod.class, SubclassOfOnMethod::annotated),
                bound("stereotype", WithStereotype.class, WithStereotype::any),
                bound("another interceptor binding", WithOtherBinding.class, WithOtherBinding::annotated));
    }

    private static <T> Arguments bound(String place, Class<T> bean, BiConsumer<T, String> method) {
        return Arguments.of(place, bean, method);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bound")
    <T> void isCalledAfterTheCommit(String place, Class<T> bean, BiConsumer<T, String> method) throws Exception {
        T instance = stack.get(bean);
        stack.transactions().required(() -> {
            method.accept(instance, "called");
            assertThat(stack.journal().noted()).doesNotContain("called");
        });

        assertThat(stack.journal().noted()).containsOnlyOnce("called");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bound")
    <T> void isAPlainCallWithoutATransaction(String place, Class<T> bean, BiConsumer<T, String> method) {
        method.accept(stack.get(bean), "called");

        assertThat(stack.journal().noted()).containsOnlyOnce("called");
    }

    @Test
    void otherMethodsAreLeftAlone() throws Exception {
        stack.transactions().required(() -> {
            stack.get(OnMethod.class).plain("plain");
            assertThat(stack.journal().noted()).containsExactly("plain");
        });
    }

    @Test
    void lifecycleMethodsOfAnAnnotatedClassAreLeftAlone() throws Exception {
        stack.transactions().required(() -> {
            stack.get(OnClass.class).any("called");
            assertThat(stack.journal().noted()).doesNotContain("called");
        });

        assertThat(stack.journal().noted()).containsExactlyInAnyOrder("constructed", "called");
    }

    @Test
    void theStartCountsTheAnnotatedMethods() {
        // 3 on OnMethod, 1 on OnClass, 2 on Subclass, 3 on SubclassOfOnMethod, 1 by stereotype, 1 by another binding
        assertThat(stack.logs().messages("CAC-001")).singleElement().asString().contains("11 annotated methods",
                "TransactionManager found: a CDI bean");
    }
}
