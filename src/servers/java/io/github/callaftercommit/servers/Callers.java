// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/** Who may log in to the servers: the password of each is the name. */
enum Callers {
    ADA("sender"), BOB("reader");

    /** GlassFish digests so often. */
    private static final int ROUNDS = 100;

    final String role;

    Callers(String role) {
        this.role = role;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the password as a realm of WildFly keeps it. */
    String digest(String realm) {
        return HexFormat.of()
                .formatHex(digest("MD5", (this + ":" + realm + ":" + this).getBytes(StandardCharsets.UTF_8)));
    }

    /** Returns the password as a file realm of GlassFish keeps it. */
    String saltedDigest() {
        byte[] salt = "saltsalt".getBytes(StandardCharsets.UTF_8);
        byte[] hash = (this + "saltsalt").getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < ROUNDS; round++) {
            hash = digest("SHA-256", hash);
        }
        byte[] both = Arrays.copyOf(hash, hash.length + salt.length);
        System.arraycopy(salt, 0, both, hash.length, salt.length);
        return "{SSHA256}" + Base64.getEncoder().encodeToString(both);
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
