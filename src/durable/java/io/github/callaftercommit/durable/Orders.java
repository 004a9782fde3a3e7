// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.durable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Orders that are placed, and the work that is owed for each: to ship it. */
@ApplicationScoped
class Orders {

    static final String TABLES = "create table placed(id bigint primary key, at timestamptz default "
            + "clock_timestamp()); create table shipped(id bigint, row_found boolean, node text, at timestamptz "
            + "default clock_timestamp())";

    @Inject
    AgroalDataSource pool;

    void insert(long orderId) {
        execute("insert into placed values (?)", orderId);
    }

    /** Ships an order, and notes whether its row was there. */
    void ship(long orderId) {
        Node.working(() -> execute("insert into shipped select id, exists(select 1 from placed where placed.id = "
                + "asked.id), '" + Node.name() + "' from (values (?)) as asked(id)", orderId));
    }

    private void execute(String sql, long orderId) {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, orderId);
            statement.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
