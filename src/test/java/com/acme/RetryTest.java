// SPDX-License-Identifier: Apache-2.0
package com.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldJunit5Extension;
import org.jboss.weld.junit5.WeldSetup;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code @CallAfterCommit @Retry}, with SmallRye Fault Tolerance. */
@Tag("fault-tolerance")
@ExtendWith(WeldJunit5Extension.class)
class RetryTest {

    @WeldSetup
    WeldInitiator weld = WeldInitiator.of(new Weld().addBeanClasses(Warehouse.class, Warehouse.Sales.class));

    @Test
    void noAttemptIsMadeBeforeTheCommit(Warehouse.Sales sales, Warehouse warehouse) {
        assertThat(sales.sell(42)).isZero();

        assertThat(warehouse.attempts()).isEqualTo(1);
    }

    @Test
    void aCallThatSucceedsAtTheLastAttemptHasNotFailed(Warehouse.Sales sales, Warehouse warehouse) {
        warehouse.refuse(2);

        sales.sell(42);

        assertThat(warehouse.attempts()).isEqualTo(3);
        assertThat(warehouse.failures()).isEmpty();
    }

    @Test
    void theFailureEventIsFiredOnceTheRetriesAreUsedUp(Warehouse.Sales sales, Warehouse warehouse) {
        warehouse.refuse(3);

        sales.sell(42);

        assertThat(warehouse.attempts()).isEqualTo(3);
        assertThat(warehouse.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.call()).isEqualTo("Warehouse.ship(long)");
            assertThat(failure.cause()).hasMessage("refusal 3");
        });
    }

    @Test
    void noAttemptIsMadeAfterARollback(Warehouse.Sales sales, Warehouse warehouse) {
        assertThatIllegalArgumentException().isThrownBy(() -> sales.sellAndFail(42));

        assertThat(warehouse.attempts()).isZero();
        assertThat(warehouse.failures()).isEmpty();
    }
}
