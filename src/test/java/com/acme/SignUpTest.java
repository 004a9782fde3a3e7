// SPDX-License-Identifier: Apache-2.0
package com.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import com.arjuna.ats.jta.UserTransaction;
import com.arjuna.ats.jta.cdi.TransactionExtension;
import io.github.callaftercommit.AfterCommitService;
import io.github.callaftercommit.CallAfterCommitExtension;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@EnableWeld
class SignUpTest {

    @WeldSetup
    WeldInitiator weld = WeldInitiator.of(new Weld().disableDiscovery().addBeanClasses(SignUp.class, Mailer.class)
            .addExtensions(new CallAfterCommitExtension(), new TransactionExtension()));

    @Test
    void greetsTheNewUser(SignUp signUp, AfterCommitService afterCommit) throws Exception {
        UserTransaction.userTransaction().begin();
        signUp.signUp("ada@example.org");

        assertEquals(List.of("Mailer.sendWelcome(String)"), afterCommit.pending().names());
        afterCommit.pending().callNow(); // within the transaction
    }

    @AfterEach
    void rollBack() throws Exception {
        UserTransaction.userTransaction().rollback();
    }
}
