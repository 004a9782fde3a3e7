// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.enterprise.inject.spi.InterceptionFactory;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is intercepted without having been checked: no bean of the deployment, but the product of a producer. */
class InterceptionFactoryTest {

    @Typed
    static class Product {

        Journal journal;

        @CallAfterCommit
        public void send(String text) {
            journal.note(text);
        }

        @CallAfterCommit
        public String name() {
            journal.note("name");
            return "product";
        }

        @CallAfterCommit
        public int size() {
            journal.note("size");
            return 1;
        }
    }

    @Dependent
    static class Producer {

        @Inject
        Journal journal;

        @Produces
        Product produce(InterceptionFactory<Product> factory) {
            Product product = new Product();
            product.journal = journal;
            return factory.createInterceptedInstance(product);
        }
    }

    @ApplicationScoped
    @CallAfterCommit
    static class AnnotatedConsumer implements Consumer<String> {

        @Inject
        Journal journal;

        @Override
        public void accept(String text) {
            journal.note(text);
        }
    }

    @RegisterExtension
    final EmbeddedStack stack = EmbeddedStack.of(Producer.class, AnnotatedConsumer.class);

    @Test
    void aVoidMethodIsCalledAfterTheCommit() throws Exception {
        stack.transactions().required(() -> {
            stack.get(Product.class).send("sent");
            assertThat(stack.journal().noted()).isEmpty();
        });

        assertThat(stack.journal().noted()).containsExactly("sent");
    }

    @Test
    void aMethodThatReturnsAValueIsRefusedWhenItIsCalled() throws Exception {
        stack.transactions().required(() -> {
            Product product = stack.get(Product.class);
            assertThatIllegalStateException().isThrownBy(product::name)
                    .withMessageContaining("CAC-101: @CallAfterCommit on " + Product.class.getName() + "#name()")
                    .withMessageContaining("it returns a value");
            assertThatIllegalStateException().isThrownBy(product::size).withMessageContaining("CAC-101: ")
                    .withMessageContaining("#size()");
        });

        assertThat(stack.journal().noted()).isEmpty();
    }

    /** On OpenWebBeans default methods are not intercepted. */
    @Test
    void whatAnAnnotatedClassInheritsFromAnInterfaceIsRefusedWhenItIsCalled() throws Exception {
        AnnotatedConsumer consumer = stack.get(AnnotatedConsumer.class);
        stack.transactions().required(() -> {
            if (OpenWebBeans.isUsed()) {
                assertThat(consumer.andThen(text -> {})).isNotNull();
            } else {
                assertThatIllegalStateException().isThrownBy(() -> consumer.andThen(text -> {}))
                        .withMessageContaining("CAC-101: ").withMessageContaining("#andThen(Consumer)");
            }
        });
    }
}
