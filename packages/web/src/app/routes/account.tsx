import { AccountPage } from '#features/accounts';
import { PendingOrganizationsPanel } from '#features/lifecycle';

export const AccountRoute = () => (
  <AccountPage>
    <PendingOrganizationsPanel />
  </AccountPage>
);
