// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app.programs;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;

/** Called where there is no transaction. */
@Stateless
@TransactionManagement(TransactionManagementType.BEAN)
public class BeanManagedInRequest extends BeanManagedPlace {}
