import './styles.css';
import { render } from 'preact';
import { App } from './app/App';
import { start } from './app/start';
import { startRouting } from './routing/router';

startRouting();
render(<App />, document.getElementById('app')!);
void start();
