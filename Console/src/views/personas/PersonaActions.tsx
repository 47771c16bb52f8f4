import { api } from '../../api/api';
import { keepDraft } from '../../drafts';
import { useResource } from '../../hooks/useResource';
import { ActionButton } from '../../parts/ActionButton';
import { Section } from '../../parts/Page';
import { Show } from '../../parts/Show';
import { goFromHere, to } from '../../routing/router';
import { deleteDocument, draftName, type SettingsDocument } from './document';

/** How strict writes are, and deletion. */
export function PersonaActions({ persona, document }: { persona: string; document: SettingsDocument }) {
  const path = { persona };
  const about = useResource(() => api.get('/api/v1/personas/{persona}', { path }), [persona]);

  return (
    <Section title="Persona">
      <Show of={about}>
        {({ strict }) => (
          <>
            <p>{strict ? 'Strict: every write must name the version that it changes.' : 'Not strict: a write need not name the version that it changes.'}</p>
            <div class="actions">
              <ActionButton
                label={strict ? 'Make it lenient' : 'Make it strict'}
                title={strict ? 'Let writes go without a version?' : 'Ask every write for its version?'}
                done="Changed."
                run={async () => about.replace(await api.patch('/api/v1/personas/{persona}', { path, body: { strict: !strict } }))}
              />
              <ActionButton
                label="Delete"
                about={persona}
                title={`Delete the persona ${persona}?`}
                danger
                done={`The persona ${persona} is deleted.`}
                run={async () => {
                  const goOn = goFromHere();
                  await deleteDocument(persona, document.version);
                  keepDraft(draftName(persona), undefined);
                  goOn(to('/account/personas'));
                }}
              >
                <p>Its document is deleted, and what you have typed into it.</p>
              </ActionButton>
            </div>
          </>
        )}
      </Show>
    </Section>
  );
}
