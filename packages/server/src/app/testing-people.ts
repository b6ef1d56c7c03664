import { createAuth, openAccount } from '#features/accounts';
import type { Auth } from '#features/accounts';
import { recordAudit } from '#features/audit-log';
import {
  createSignUpInvitations,
  createOrganization,
  openOrganization,
  recordSecondFactor,
} from '#features/organizations';
import { createProject, openProject } from '#features/projects';
import type { Role } from '#domain/permissions';
import type { AccountCtx, AuditEntry, Engines, OrganizationCtx, ProjectCtx } from '#kernel/ctx';

export interface TestPerson {
  id: string;
  email: string;
}

/** People, and their scopes as the product opens them. */
export interface TestPeople {
  auth: Auth;
  newPerson(): Promise<TestPerson>;
  account(person: TestPerson): AccountCtx;
  organization(person: TestPerson, organizationId: string): Promise<OrganizationCtx>;
  project(person: TestPerson, projectId: string, options?: { alsoDeleted: boolean }): Promise<ProjectCtx>;
  /** A new organization with a project, owned by a new person. */
  newOrganization(): Promise<{ owner: TestPerson; organizationId: string; projectId: string }>;
  /** A new person who belongs to the organization. */
  newMember(organizationId: string, role: Role): Promise<TestPerson>;
}

export const TEST_PASSWORD = 'correct horse battery';

export function testPeople(engines: Engines, options: { signUpEnabled?: boolean } = {}): TestPeople {
  const invitations = createSignUpInvitations(engines);
  const auth = createAuth({
    engines,
    invitations,
    recordSecondFactor: (change) => recordSecondFactor(engines, change),
    signUpEnabled: options.signUpEnabled ?? true,
    attemptsPerMinute: 1000,
  });
  const account = (person: TestPerson): AccountCtx => ({ ...engines, ...openAccount(person), audit });
  const organization = async (person: TestPerson, id: string): Promise<OrganizationCtx> => ({
    ...account(person),
    ...(await openOrganization(engines, person, id)),
  });
  const newPerson = async () => {
    const email = `${engines.clock.newId()}@example.com`;
    const { userId } = await auth.createAccount({ email, name: 'Test person', password: TEST_PASSWORD });
    return { id: userId, email };
  };
  return {
    auth,
    newPerson,
    account,
    organization,
    project: async (person, id, options) => ({
      ...account(person),
      ...(await openProject(engines, person, id, options)),
    }),
    async newOrganization() {
      const owner = await newPerson();
      const { id: organizationId } = await createOrganization(account(owner), { name: 'Acme' });
      const { id: projectId } = await createProject(await organization(owner, organizationId), {
        name: 'First project',
      });
      return { owner, organizationId, projectId };
    },
    async newMember(organizationId, role) {
      const person = await newPerson();
      const member = { organization_id: organizationId, user_id: person.id, role };
      await engines.db.insertInto('organization_members').values(member).execute();
      return person;
    },
  };
}

function audit(this: AccountCtx, entry: AuditEntry): Promise<void> {
  return recordAudit(this, entry, { ip: '192.0.2.1' });
}
