import { useState } from 'preact/hooks';
import { useResource } from '../../hooks/useResource';
import { Dialog } from '../../parts/Dialog';
import { Form } from '../../parts/Form';
import { Show } from '../../parts/Show';
import { both, loadPresets, textsOf, type Preset, type Texts } from './schema';

interface PresetsProps {
  /** What is in the fields and not saved, if anything. */
  unsaved: Texts | undefined;
  take: (texts: Texts) => void;
}

/** Schemas to begin with. What somebody has typed and not saved gives way to one only after a question. */
export function Presets({ unsaved, take }: PresetsProps) {
  const presets = useResource(loadPresets, []);
  const [asked, setAsked] = useState<Preset | null>(null);
  const close = () => setAsked(null);

  return (
    <>
      <Show of={presets}>
        {(found) => {
          const isTyped = unsaved && found.every((preset) => both(preset) !== both(unsaved));

          return (
            <div class="actions wrap">
              {found.map((preset) => (
                <button key={preset.name} type="button" title={preset.description} onClick={() => (isTyped ? setAsked(preset) : take(textsOf(preset)))}>
                  Take {preset.name}
                </button>
              ))}
            </div>
          );
        }}
      </Show>
      {asked && (
        <Dialog title={`Take ${asked.name}?`} onClose={close}>
          <Form
            submit="Take it"
            danger
            cancel={close}
            run={async () => {
              take(textsOf(asked));
              close();
            }}
          >
            <p>What you have typed and not saved is lost.</p>
          </Form>
        </Dialog>
      )}
    </>
  );
}
