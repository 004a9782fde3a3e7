// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

import io.github.callaftercommit.internal.Internals;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.interceptor.InvocationContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The call of an EJB method, whose invocation differs from server to server; the servers themselves have rows. */
class SessionBeanCallTest {

    @ApplicationScoped
    public static class Sessions {

        @Inject
        Journal journal;

        public void sendAll() {
            journal.note("sent all");
        }

        public void send(String text) {
            journal.note(text);
        }
    }

    @RegisterExtension
    final EmbeddedStack stack = EmbeddedStack.of(Sessions.class);

    @Test
    void aMethodWithoutParametersHasNoneOnPayaraAndGlassFish() throws Exception {
        call(Sessions.class.getMethod("sendAll"), (Object[]) null);

        assertThat(stack.journal().noted()).containsExactly("sent all");
    }

    @Test
    void aMethodHasTheArgumentsOfTheCall() throws Exception {
        String[] arguments = {"sent"};
        call(Sessions.class.getMethod("send", String.class), (Object[]) arguments);

        assertThat(stack.journal().noted()).containsExactly("sent");
    }

    private void call(Method method, Object @Nullable [] parameters) throws Exception {
        BeanManager beanManager = stack.container().getBeanManager();
        Bean<?> bean = beanManager.resolve(beanManager.getBeans(Sessions.class));
        InvocationContext invocation = (InvocationContext) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[]{InvocationContext.class}, (proxy, asked, none) -> switch (asked.getName()) {
                    case "getMethod" -> method;
                    case "getParameters" -> parameters;
                    default -> throw new UnsupportedOperationException(asked.getName());
                });
        Internals.callAgain(invocation, bean, beanManager);
    }
}
