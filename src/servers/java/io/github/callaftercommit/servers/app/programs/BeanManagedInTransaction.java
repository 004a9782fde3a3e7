// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app.programs;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;

/** Called where there is a transaction, which waits. */
@Stateless
@TransactionManagement(TransactionManagementType.BEAN)
public class BeanManagedInTransaction extends BeanManagedPlace {}
