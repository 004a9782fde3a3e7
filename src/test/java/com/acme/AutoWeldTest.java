// SPDX-License-Identifier: Apache-2.0
package com.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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
    void theMailIsSentAfterTheCommit() {
        signUp.signUp("ada@example.org");

        assertThat(smtp.sent()).containsExactly("Welcome, user 1");
    }

    @Test
    void noMailIsSentAfterARollback() {
        assertThatIllegalArgumentException().isThrownBy(() -> signUp.signUp(" "));

        assertThat(smtp.sent()).isEmpty();
    }
}
