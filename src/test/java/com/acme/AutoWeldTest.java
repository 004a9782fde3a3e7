// SPDX-License-Identifier: Apache-2.0
package com.acme;

import static org.assertj.core.api.Assertions.assertThat;

import com.arjuna.ats.jta.UserTransaction;
import com.arjuna.ats.jta.cdi.TransactionExtension;
import io.github.callaftercommit.CallAfterCommitExtension;
import jakarta.inject.Inject;
import org.jboss.weld.junit5.auto.AddExtensions;
import org.jboss.weld.junit5.auto.EnableAutoWeld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** A test that names its extensions instead of scanning the class path. */
@EnableAutoWeld
@DisabledIfSystemProperty(named = "expected.junit", matches = ".*-6.*", disabledReason = "it calls what JUnit 6 lacks")
@AddExtensions({CallAfterCommitExtension.class, TransactionExtension.class})
class AutoWeldTest {

    @Inject
    Warehouse.Sales sales;

    @Inject
    Warehouse warehouse;

    @Test
    void theCallWaitsForTheCommit() throws Exception {
        UserTransaction.userTransaction().begin();
        sales.sell(42);
        assertThat(warehouse.attempts()).isZero();

        UserTransaction.userTransaction().commit();

        assertThat(warehouse.attempts()).isEqualTo(1);
    }

    @Test
    void noCallIsMadeAfterARollback() throws Exception {
        UserTransaction.userTransaction().begin();
        sales.sell(42);

        UserTransaction.userTransaction().rollback();

        assertThat(warehouse.attempts()).isZero();
    }
}
