// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** The table of users, written through the pool in the current transaction. */
@ApplicationScoped
class Users {

    @Inject
    DataSource pool;

    long add(Person person) {
        try (Connection connection = pool.getConnection();
                PreparedStatement insert = connection.prepareStatement("insert into users(name, address) values (?, ?)",
                        PreparedStatement.RETURN_GENERATED_KEYS)) {
            insert.setString(1, person.displayName());
            insert.setString(2, person.address());
            insert.executeUpdate();
            try (ResultSet keys = insert.getGeneratedKeys()) {
                keys.next();
                return keys.getLong(1);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    String address(long id) {
        try (Connection connection = pool.getConnection();
                PreparedStatement select = connection.prepareStatement("select address from users where id = ?")) {
            select.setLong(1, id);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    void markAsWelcomed(long id) {
        try (Connection connection = pool.getConnection();
                PreparedStatement update = connection
                        .prepareStatement("update users set welcomed = true where id = ?")) {
            update.setLong(1, id);
            update.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
