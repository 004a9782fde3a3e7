// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import jakarta.enterprise.context.ApplicationScoped;
import org.h2.jdbcx.JdbcDataSource;

/**
 * How everybody else sees the database: on connections outside the pool and outside all transactions of the
 * application.
 */
@ApplicationScoped
class Outside {

    static final String URL = "jdbc:h2:mem:demo;DB_CLOSE_DELAY=-1";

    private final JdbcDataSource database = new JdbcDataSource();

    Outside() {
        database.setURL(URL);
        execute("create table if not exists users(id bigint auto_increment primary key, name varchar(100), address "
                + "varchar(100), welcomed boolean default false)");
    }

    boolean exists(long userId) {
        return count("id = ?", userId) == 1;
    }

    boolean isSaved(Person person) {
        return count("name = ?", person.displayName()) == 1;
    }

    boolean isWelcomed(Person person) {
        return count("welcomed and name = ?", person.displayName()) == 1;
    }

    void clear() {
        execute("delete from users");
    }

    private int count(String condition, Object value) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection
                        .prepareStatement("select count(*) from users where " + condition)) {
            select.setObject(1, value);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void execute(String sql) {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
