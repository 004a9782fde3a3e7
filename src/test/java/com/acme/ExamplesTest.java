// SPDX-License-Identifier: Apache-2.0
package com.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import com.arjuna.ats.jta.UserTransaction;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetupTest;
import jakarta.mail.Message;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldJunit5Extension;
import org.jboss.weld.junit5.WeldSetup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Runs the examples of the README as their readers would, with a mail server. */
@ExtendWith(WeldJunit5Extension.class)
class ExamplesTest {

    @WeldSetup
    WeldInitiator weld = WeldInitiator.of(new Weld().addBeanClasses(SignUp.class, Mailer.class, Orders.class,
            Warehouse.class, Warehouse.Sales.class));

    private final GreenMail mailServer = new GreenMail(ServerSetupTest.SMTP.dynamicPort());
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream console = System.out;

    @TempDir
    Path directory;

    @BeforeEach
    void start() {
        mailServer.start();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stop() {
        System.setOut(console);
        mailServer.stop();
    }

    @Test
    void theMailIsSentAfterTheCommitAndNeverAfterARollback(SignUp signUp) throws Exception {
        signUp.signUp("ada@example.org");
        UserTransaction.userTransaction().begin();
        signUp.signUp("ben@example.org");
        UserTransaction.userTransaction().rollback();

        assertThat(printed.toString(StandardCharsets.UTF_8)).hasLineCount(1).contains("Welcome, ada@example.org");
    }

    @Test
    void theServiceCallsInOrder(Orders orders) throws Exception {
        Path draft = Files.createFile(directory.resolve("draft"));

        orders.place(42, confirmation(), draft);

        assertThat(mailServer.getReceivedMessages()).singleElement()
                .satisfies(mail -> assertThat(mail.getSubject()).isEqualTo("Your order"));
        assertThat(draft).doesNotExist();
        assertThat(orders.log()).containsExactly("placed 42", "reordered", "reindexed [42]", "captured 42");
    }

    @Test
    void aMethodMayHaveTwoArguments(Orders orders) throws Exception {
        orders.remind(confirmation(), InternetAddress.parse("ben@example.org,cleo@example.org"));

        assertThat(mailServer.getReceivedMessages()).hasSize(2);
    }

    @Test
    void aFailureIsObservedAndLeavesTheOtherCallsAlone(Orders orders) throws Exception {
        Message confirmation = confirmation();
        mailServer.stop();

        orders.place(42, confirmation, Files.createFile(directory.resolve("draft")));

        assertThat(orders.log()).first().asString()
                .startsWith("Transport.send(Message) has failed: Couldn't connect to host");
        assertThat(orders.log()).last().isEqualTo("captured 42");
    }

    @Test
    void anAnnotatedMethodMayHaveATransactionOfItsOwnAndInsistOnOne(Warehouse.Sales sales, Warehouse warehouse) {
        sales.sell(42);

        assertThat(warehouse.wasInTransaction()).isTrue();
        assertThatIllegalStateException().isThrownBy(() -> warehouse.ship(43))
                .withMessageContaining("CAC-022: Warehouse.ship(long)");
    }

    @Test
    void anAnnotatedObserverHearsOfAnEventAfterTheCommitAndNeverAfterARollback(Warehouse warehouse) throws Exception {
        UserTransaction.userTransaction().begin();
        weld.event().select(Orders.OrderPlaced.class).fire(new Orders.OrderPlaced(42));
        assertThat(warehouse.picked()).isEmpty();
        UserTransaction.userTransaction().commit();
        UserTransaction.userTransaction().begin();
        weld.event().select(Orders.OrderPlaced.class).fire(new Orders.OrderPlaced(43));
        UserTransaction.userTransaction().rollback();

        assertThat(warehouse.picked()).containsExactly(42L);
    }

    private Message confirmation() throws Exception {
        MimeMessage mail = new MimeMessage(mailServer.getSmtp().createSession());
        mail.setFrom(new InternetAddress("shop@example.org"));
        mail.setRecipient(Message.RecipientType.TO, new InternetAddress("ada@example.org"));
        mail.setSubject("Your order");
        mail.setText("It is on its way.");
        return mail;
    }
}
