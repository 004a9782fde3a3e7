// SPDX-License-Identifier: Apache-2.0
package com.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldJunit5Extension;
import org.jboss.weld.junit5.WeldSetup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs the examples of the README as their readers would. */
@ExtendWith(WeldJunit5Extension.class)
class ExamplesTest {

    @WeldSetup
    WeldInitiator weld = WeldInitiator.of(new Weld()
            .addBeanClasses(SignUp.class, Mailer.class, Users.class, Smtp.class, Orders.class, Orders.Audit.class));

    @Test
    void theMailIsSentAfterTheCommit(SignUp signUp, Smtp smtp) {
        signUp.signUp("ada@example.org");

        assertThat(smtp.sent()).containsExactly("Welcome, user 1");
    }

    @Test
    void noMailIsSentAfterARollback(SignUp signUp, Smtp smtp) {
        assertThatIllegalArgumentException().isThrownBy(() -> signUp.signUp(" "));

        assertThat(smtp.sent()).isEmpty();
    }

    @Test
    void theServiceCallsInOrder(Orders orders, Smtp smtp) {
        orders.place(42);

        assertThat(smtp.sent()).containsExactly("Placed 42", "Pack 42", "Remind of 42 in a week");
    }

    @Test
    void manyChangesAreReindexedOnce(Orders orders, Smtp smtp) {
        orders.change(42, "price", "address", "item");

        assertThat(smtp.sent()).containsExactly("Reindex 42");
    }

    @Test
    void aRequiredTransactionIsRequired(Orders orders, Orders.Audit audit, Smtp smtp) {
        assertThatIllegalStateException().isThrownBy(() -> orders.capture(42)).withMessageContaining("CAC-022");
        assertThatIllegalStateException()
                .isThrownBy(() -> audit.refund(42))
                .withMessageContaining("Audit.refund(long)");
        orders.pay(43);

        assertThat(smtp.sent()).containsExactly("Capture 43");
    }

    @Test
    void anAnnotatedMethodMayHaveATransactionOfItsOwn(Orders orders, Smtp smtp) {
        orders.audited("sale");

        assertThat(smtp.sent()).containsExactly("Recorded sale");
    }

    @Test
    void aFailureIsObserved(Orders orders, Smtp smtp) {
        orders.failing();

        assertThat(smtp.sent()).containsExactly("Alert: lambda in Orders.failing: no connection");
    }
}
