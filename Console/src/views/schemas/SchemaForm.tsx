import { useState } from 'preact/hooks';
import { Problem } from '../../api/problem';
import { useResource } from '../../hooks/useResource';
import { announce } from '../../parts/announce';
import { Dialog } from '../../parts/Dialog';
import { Area } from '../../parts/Field';
import { Form, type Values } from '../../parts/Form';
import { Show } from '../../parts/Show';
import { readJson } from '../../text/json';
import { loadPresets, saveSchema, type Schema, type Texts } from './schema';

interface SchemaFormProps {
  persona: string;
  schema: Schema;
  saved: () => Promise<void>;
}

/** The schema and the defaults as text, which is put in force after a question. */
export function SchemaForm({ persona, schema, saved }: SchemaFormProps) {
  const [begun, setBegun] = useState<{ texts: Texts; turn: number }>({ texts: schema, turn: 0 });
  const [asked, setAsked] = useState<Texts | null>(null);
  const presets = useResource(loadPresets, []);
  const close = () => setAsked(null);

  const put = async () => {
    await saveSchema(persona, asked!, schema.version);
    await saved();
    close();
    announce('The schema is in force.');
  };

  return (
    <>
      <Show of={presets}>
        {(found) => (
          <div class="actions wrap">
            {found.map((preset) => (
              <button key={preset.name} type="button" title={preset.description} onClick={() => setBegun(({ turn }) => ({ texts: preset, turn: turn + 1 }))}>
                Take {preset.name}
              </button>
            ))}
          </div>
        )}
      </Show>
      <Form key={begun.turn} submit="Put in force …" run={async (values) => setAsked(textsOf(values))}>
        <Area label="JSON Schema" name="schema" rows={14} code value={begun.texts.schema} hint="Draft 2020-12, up to 64 KiB." />
        <Area label="Defaults (JSON)" name="defaults" rows={6} code value={begun.texts.defaults} hint="What holds where a document says nothing; it has to meet the schema." />
      </Form>
      {asked && (
        <Dialog title={`Put the schema of ${persona} in force?`} onClose={close}>
          <Form submit="Put in force" cancel={close} run={put}>
            <p>Documents that break it stay as they are; their next write has to meet it.</p>
          </Form>
        </Dialog>
      )}
    </>
  );
}

/** The texts of the form, which are JSON; else a problem with the field is thrown. */
function textsOf(values: Values): Texts {
  const texts = { schema: values.text('schema'), defaults: values.text('defaults') };

  for (const [field, text] of Object.entries(texts)) {
    try {
      readJson(text);
    } catch (thrown) {
      throw new Problem(0, { detail: 'This is no JSON.', errors: [{ field, code: 'malformed_json', message: (thrown as Error).message }] });
    }
  }

  return texts;
}
