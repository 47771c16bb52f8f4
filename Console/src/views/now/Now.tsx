import { Page } from '../../parts/Page';
import { LiveCharts } from './LiveCharts';
import { ProbeBoard } from '../probes/ProbeBoard';
import { Silos } from './Silos';

/** What goes on at this moment. */
export function Now() {
  return (
    <Page title="Now">
      <LiveCharts />
      <ProbeBoard />
      <Silos />
    </Page>
  );
}
