import type { Identity } from '../../api/types';
import { useResource } from '../../hooks/useResource';
import { ActionButton } from '../../parts/ActionButton';
import { Section } from '../../parts/Page';
import { Show } from '../../parts/Show';
import { Table } from '../../parts/Table';

interface IdentitiesProps {
  load: () => Promise<Identity[]>;
  unlink: (id: string) => Promise<unknown>;
  deps: readonly unknown[];
}

/** Who may sign in to an account by way of OpenID providers. */
export function Identities({ load, unlink, deps }: IdentitiesProps) {
  const identities = useResource(load, deps);

  return (
    <Section title="Sign-in by way of providers">
      <Show of={identities}>
        {(items) => (
          <Table
            caption="Identities"
            rows={items}
            keyOf={({ id }) => id}
            empty="No provider signs in to this account."
            columns={[
              { head: 'Provider', cell: ({ provider, issuer }) => provider ?? issuer },
              { head: 'Id there', cell: ({ subject }) => subject },
              {
                head: 'Unlink',
                cell: ({ id, provider, issuer }) => (
                  <ActionButton
                    label="Unlink"
                    about={`the identity at ${provider ?? issuer}`}
                    title="Unlink this identity?"
                    danger
                    done="The identity is unlinked."
                    run={async () => {
                      await unlink(id);
                      await identities.reload();
                    }}
                  >
                    <p>It signs in no more, until the provider vouches for the address of this account again. Sessions that it opened go on.</p>
                  </ActionButton>
                ),
              },
            ]}
          />
        )}
      </Show>
    </Section>
  );
}
