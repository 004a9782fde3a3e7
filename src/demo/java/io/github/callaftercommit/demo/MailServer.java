// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.demo;

import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import com.icegreen.greenmail.user.MessageDeliveryHandler;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

/** A real SMTP server in this process, on a free port of the loopback interface. */
@ApplicationScoped
class MailServer {

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final Queue<String> refused = new ConcurrentLinkedQueue<>();

    @PostConstruct
    void start() {
        server.start();
        refuseMailTo(Person.CLEO.address());
    }

    void send(String to, String subject) {
        try {
            MimeMessage mail = new MimeMessage(Session
                    .getInstance(server.getSmtp().getServerSetup().configureJavaMailSessionProperties(null, false)));
            mail.setFrom("team@example.org");
            mail.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
            mail.setSubject(subject);
            mail.setText(subject);
            Transport.send(mail);
        } catch (MessagingException failure) {
            throw new IllegalStateException("the mail server refused: " + failure.getMessage(), failure);
        }
    }

    private void refuseMailTo(String address) {
        MessageDeliveryHandler accepting = server.getUserManager().getMessageDeliveryHandler();
        server.getUserManager().setMessageDeliveryHandler((mail, to) -> {
            if (to.getEmail().equals(address)) {
                refused.add(address);
                throw new UserException("no mail for " + address);
            }
            return accepting.handle(mail, to);
        });
    }

    /** Returns who has got mail since the last question. */
    List<String> takeRecipients() {
        try {
            List<String> recipients = Arrays.stream(server.getReceivedMessages()).map(MailServer::recipient).toList();
            server.purgeEmailFromAllMailboxes();
            return recipients;
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    boolean takeRefused(String address) {
        return refused.remove(address);
    }

    private static String recipient(MimeMessage mail) {
        try {
            return mail.getRecipients(Message.RecipientType.TO)[0].toString();
        } catch (MessagingException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @PreDestroy
    void stop() {
        server.stop();
    }
}
