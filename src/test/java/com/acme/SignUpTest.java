// SPDX-License-Identifier: Apache-2.0
package com.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import com.arjuna.ats.jta.UserTransaction;
import io.github.callaftercommit.AfterCommitService;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldJunit5Extension;
import org.jboss.weld.junit5.WeldSetup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

// tag::test
@ExtendWith(WeldJunit5Extension.class)
class SignUpTest {

    @WeldSetup
    WeldInitiator weld =
            WeldInitiator.of(new Weld().addBeanClasses(SignUp.class, Mailer.class, Users.class, Smtp.class));

    @Test
    void greetsTheNewUser(SignUp signUp, Smtp smtp, AfterCommitService afterCommit) throws Exception {
        UserTransaction.userTransaction().begin();
        signUp.signUp("ada@example.org");
        assertEquals(List.of("Mailer.sendWelcome(long)"), afterCommit.pending().names());
        afterCommit.pending().callNow();
        assertEquals(List.of("Welcome, user 1"), smtp.sent());
        UserTransaction.userTransaction().rollback();
    }
}
// end::test
