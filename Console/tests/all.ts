import './edit.test';
import './effect.test';
import './events.test';
import './format.test';
import './json.test';
import './lines.test';
import './samples.test';
import './session.test';
