import './styles.css';
import { render } from 'preact';
import { App } from './app/App';
import { start } from './app/start';
import { guardDrafts } from './drafts';
import { startRouting } from './routing/router';

startRouting();
guardDrafts();
render(<App />, document.getElementById('app')!);
void start();
