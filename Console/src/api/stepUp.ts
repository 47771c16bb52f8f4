import { store } from '../store';

/** Some calls want a recent sign-in: whoever asks waits here until the dialog has been answered. */
export interface StepUp {
  answer(proved: boolean): void;
}

export const stepUp = store<StepUp | null>(null);

let asked: Promise<boolean> | undefined;

/** Lets the user prove who they are once more; false when they would rather not. */
export function proveAgain(): Promise<boolean> {
  asked ??= new Promise<boolean>((resolve) => {
    const mine: StepUp = {
      answer(proved) {
        // A late answer is not one to whoever asks by now.
        if (stepUp.get() === mine) {
          asked = undefined;
          stepUp.set(null);
        }
        resolve(proved);
      },
    };
    stepUp.set(mine);
  });

  return asked;
}
