import { AnalyticsSyncsPanel } from '#features/analytics-syncs';
import { ApiKeysPanel } from '#features/api-keys';
import { ArchivePanel, ImportPanel } from '#features/archives';
import { AuditLogPanel } from '#features/audit-log';
import { BlobExportPanels } from '#features/blob-exports';
import { DangerZonePanel, MaskingPanel, RetentionPanel, SubjectErasurePanel } from '#features/lifecycle';
import { ModelsPanel } from '#features/models';
import { ProjectGeneralPanel, ProjectMembersPanel } from '#features/projects';
import { useProject } from '#lib/session';
import { SettingsTabs } from '#ui/settings-tabs';
import { useTab } from './use-tab.ts';

export function ProjectSettingsRoute() {
  const project = useProject();
  const tabs = [
    { value: 'general', label: 'General' },
    ...(project.may('projectMembers:read') ? [{ value: 'members', label: 'Members' }] : []),
    ...(project.may('apiKeys:read') ? [{ value: 'keys', label: 'API keys' }] : []),
    { value: 'data', label: 'Data' },
    ...(project.may('blobExports:read') ? [{ value: 'exports', label: 'Exports' }] : []),
    ...(project.may('analyticsSyncs:read') ? [{ value: 'integrations', label: 'Integrations' }] : []),
    ...(project.may('models:read') ? [{ value: 'models', label: 'Models' }] : []),
    ...(project.may('projectAuditLog:read') ? [{ value: 'audit', label: 'Audit log' }] : []),
  ];
  const [tab, setTab] = useTab(tabs.map(({ value }) => value));
  return (
    <SettingsTabs key={project.id} title={project.name} tabs={tabs} value={tab} onChange={setTab}>
      {tab === 'general' ? (
        <>
          <ProjectGeneralPanel />
          <DangerZonePanel />
        </>
      ) : null}
      {tab === 'members' ? <ProjectMembersPanel /> : null}
      {tab === 'keys' ? (
        <ApiKeysPanel
          owner={{ projectId: project.id }}
          allowed={project.may('apiKeys:write')}
          title="API keys"
          description="For SDKs and exporters that send to this project, and programs that read from it."
        />
      ) : null}
      {tab === 'data' ? (
        <>
          <RetentionPanel />
          <MaskingPanel />
          {project.may('subjects:erase') ? <SubjectErasurePanel /> : null}
          {project.may('archives:read') ? <ArchivePanel /> : null}
          {project.may('archives:import') ? <ImportPanel /> : null}
        </>
      ) : null}
      {tab === 'integrations' ? <AnalyticsSyncsPanel /> : null}
      {tab === 'models' ? <ModelsPanel /> : null}
      {tab === 'exports' ? <BlobExportPanels /> : null}
      {tab === 'audit' ? (
        <AuditLogPanel
          owner={{ projectId: project.id }}
          organizationId={project.organization.permissions.includes('auditLog:read') ? project.organization.id : null}
        />
      ) : null}
    </SettingsTabs>
  );
}
