import { useParams } from '@tanstack/react-router';
import { ApiKeysPanel } from '#features/api-keys';
import { AuditLogPanel } from '#features/audit-log';
import { OrganizationDangerPanel, OrganizationTrashPanel, PendingProjectsPanel } from '#features/lifecycle';
import { InvitationsPanel, MembersPanel, OrganizationGeneralPanel } from '#features/organizations';
import { WebhooksPanel } from '#features/webhooks';
import { useSession } from '#lib/session';
import { SettingsTabs } from '#ui/settings-tabs';
import { PageMissing } from '../page-missing.tsx';
import { useTab } from './use-tab.ts';

export function OrganizationRoute() {
  const { organizationId = '' } = useParams({ strict: false }) as { organizationId?: string };
  const organization = useSession().organizations.find(({ id }) => id === organizationId);
  const may = (permission: string): boolean => organization?.permissions.includes(permission) ?? false;
  const tabs = [
    { value: 'general', label: 'General' },
    ...(may('organizationMembers:read') ? [{ value: 'members', label: 'Members' }] : []),
    ...(may('organizationApiKeys:read') ? [{ value: 'keys', label: 'API keys' }] : []),
    ...(may('organizationWebhooks:read') ? [{ value: 'webhooks', label: 'Webhooks' }] : []),
    ...(may('organizationTrash:read') ? [{ value: 'trash', label: 'Trash' }] : []),
    ...(may('auditLog:read') ? [{ value: 'audit', label: 'Audit log' }] : []),
  ];
  const [tab, setTab] = useTab(tabs.map(({ value }) => value));
  if (organization === undefined) return <PageMissing />;
  return (
    <SettingsTabs key={organization.id} title={organization.name} tabs={tabs} value={tab} onChange={setTab}>
      {tab === 'general' ? (
        <>
          <OrganizationGeneralPanel organization={organization} />
          <PendingProjectsPanel organizationId={organization.id} />
          <OrganizationDangerPanel organization={organization} />
        </>
      ) : null}
      {tab === 'members' ? (
        <>
          <MembersPanel organization={organization} />
          <InvitationsPanel organization={organization} />
        </>
      ) : null}
      {tab === 'keys' ? (
        <ApiKeysPanel
          owner={{ organizationId }}
          allowed={may('organizationApiKeys:write')}
          title="Organization keys"
          description="For programs that manage projects, members and keys. Telemetry needs a project’s keys."
        />
      ) : null}
      {tab === 'webhooks' ? <WebhooksPanel organizationId={organizationId} /> : null}
      {tab === 'trash' ? (
        <>
          <PendingProjectsPanel organizationId={organization.id} />
          <OrganizationTrashPanel organization={organization} />
        </>
      ) : null}
      {tab === 'audit' ? <AuditLogPanel owner={{ organizationId }} organizationId={organizationId} /> : null}
    </SettingsTabs>
  );
}
