import { send } from '../../api/http';
import { leave } from '../../api/session';
import { api } from '../../api/api';
import { wrongPassword } from '../../api/wrongPassword';
import { useAction } from '../../hooks/useAction';
import { ActionButton } from '../../parts/ActionButton';
import { Field } from '../../parts/Field';
import { Page, Section } from '../../parts/Page';
import { ProblemBox } from '../../parts/ProblemBox';
import { announce } from '../../parts/announce';
import { saveFile } from '../../text/file';

/** What is held about the user, to take along or to delete. */
export function Data() {
  return (
    <Page title="Data and deletion">
      <Section title="Export">
        <Save name="account.json" path="/api/v1/auth/me/export" label="Save everything">
          Everything that is held about you, as one JSON document.
        </Save>
        <Save name="settings.ndjson" path="/api/v1/settings/export" label="Save the settings">
          The settings of all your personas, a line each; another account can import them.
        </Save>
      </Section>
      <Section title="Deletion">
        <p>The account and all that it owns are deleted: sessions, keys, personas, notifications. There is no way back.</p>
        <ActionButton
          label="Delete the account"
          title="Delete your account?"
          confirm="Delete for good"
          danger
          done="The account is deleted."
          run={async (values) => {
            await api.delete('/api/v1/auth/me', { body: { password: values.exact('password') } }).catch(wrongPassword);
            leave('Your account is deleted.');
          }}
        >
          <Field label="Password" name="password" type="password" autocomplete="current-password" hint="To show that it is you." />
        </ActionButton>
      </Section>
    </Page>
  );
}

function Save({ name, path, label, children }: { name: string; path: string; label: string; children: string }) {
  const save = useAction(async () => {
    const response = await send('GET', path);
    saveFile(name, response.headers.get('Content-Type') ?? 'application/json', [await response.blob()]);
    announce(`${name} is saved.`);
  });

  return (
    <>
      <p>{children}</p>
      <button type="button" aria-disabled={save.busy} onClick={() => void save.run()}>
        {save.busy ? 'Please wait…' : label}
      </button>
      <ProblemBox problem={save.problem} />
    </>
  );
}
