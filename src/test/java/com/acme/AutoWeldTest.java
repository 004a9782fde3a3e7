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

/** A test that names its extensions instead of scanning the class path. */
@EnableAutoWeld
@AddExtensions({CallAfterCommitExtension.class, TransactionExtension.class})
class AutoWeldTest {

    @Inject
    SignUp signUp;

    @Inject
    Smtp smtp;

    @Test
    void theMailWaitsForTheCommit() throws Exception {
        UserTransaction.userTransaction().begin();
        signUp.signUp("ada@example.org");
        assertThat(smtp.sent()).isEmpty();

        UserTransaction.userTransaction().commit();

        assertThat(smtp.sent()).containsExactly("Welcome, user 1");
    }

    @Test
    void noMailIsSentAfterARollback() throws Exception {
        UserTransaction.userTransaction().begin();
        signUp.signUp("ada@example.org");

        UserTransaction.userTransaction().rollback();

        assertThat(smtp.sent()).isEmpty();
    }
}
