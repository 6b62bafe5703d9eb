// A Bolt for JavaScript bot that uses every surface once; its settings are environment variables.
import bolt from '@slack/bolt';

const { App, HTTPReceiver, LogLevel, SocketModeReceiver } = bolt;
const env = process.env;
const plain = (text) => ({ type: 'plain_text', text });
const input = (label, element, more = {}) => ({ type: 'input', block_id: label.toLowerCase(), label: plain(label), element: { action_id: 'value', ...element }, ...more });
const modal = (callback_id, blocks, more = {}) => ({ type: 'modal', callback_id, title: plain('Conformance'), submit: plain('Send'), blocks, ...more });
const words = (values, label) => values[label].value.value;

const common = { token: env.SLACK_BOT_TOKEN, logLevel: LogLevel.ERROR, clientOptions: { slackApiUrl: env.SLACK_API_URL, retryConfig: { retries: 0 } } };
const app = env.PORT
  ? new App({ ...common, receiver: new HTTPReceiver({ signingSecret: env.SLACK_SIGNING_SECRET, processBeforeResponse: true, logLevel: LogLevel.ERROR }) })
  : new App({ ...common, receiver: new SocketModeReceiver({ appToken: env.SLACK_APP_TOKEN, clientPingTimeout: 500, logLevel: LogLevel.ERROR, installerOptions: { clientOptions: common.clientOptions } }) });

app.command('/conform', async ({ command, ack, client, respond }) => {
  if (command.text === 'later') {
    await ack();
    await respond({ text: 'Said later' });
    return;
  }
  if (command.text === 'card') {
    await ack('A card follows');
    const menu = { type: 'external_select', action_id: 'project', placeholder: plain('Project'), min_query_length: 0 };
    const button = { type: 'button', action_id: 'approve', value: '7', text: plain('Approve'), confirm: { title: plain('Sure?'), text: plain('Now'), confirm: plain('Yes'), deny: plain('No') } };
    await client.chat.postMessage({ channel: command.channel_id, text: 'A card', blocks: [{ type: 'section', text: plain('A card') }, { type: 'actions', elements: [button, menu] }] });
    return;
  }
  const what = input('What', { type: 'plain_text_input' });
  const project = input('Project', { type: 'external_select', min_query_length: 0 });
  const evidence = input('Evidence', { type: 'file_input', max_files: 2 }, { optional: true });
  await client.views.open({ trigger_id: command.trigger_id, view: modal('first', [what, project, evidence], { notify_on_close: true, private_metadata: command.channel_id }) });
  await ack();
});

app.options('value', async ({ payload, ack }) => ack({ options: [{ text: plain('Atlas project'), value: 'p1' }] }));
app.options('project', async ({ payload, ack }) => ack({ options: [{ text: plain('Atlas project'), value: 'p1' }] }));

app.view('first', async ({ ack, view, client }) => {
  const values = view.state.values;
  if (words(values, 'what') === 'wrong') {
    await ack({ response_action: 'errors', errors: { what: 'Say it right' } });
  } else if (words(values, 'what') === 'push') {
    await ack({ response_action: 'push', view: modal('second', [input('More', { type: 'plain_text_input' })]) });
  } else if (words(values, 'what') === 'update') {
    await ack({ response_action: 'update', view: modal('first', [input('What', { type: 'plain_text_input' })], { private_metadata: view.private_metadata }) });
  } else {
    await ack();
    const chosen = values.project ? values.project.value.selected_option.text.text : 'none';
    const files = values.evidence ? values.evidence.value.files : [];
    const sizes = [];
    for (const file of files) {
      const { file: told } = await client.files.info({ file: file.id });
      const answer = await fetch(told.url_private, { headers: { Authorization: `Bearer ${env.SLACK_BOT_TOKEN}` } });
      sizes.push((await answer.text()).length);
    }
    await client.chat.postMessage({ channel: view.private_metadata, text: `Got ${words(values, 'what')} for ${chosen} with ${sizes.join()}` });
  }
});
app.view('second', async ({ ack }) => ack({ response_action: 'clear' }));
app.view({ callback_id: 'first', type: 'view_closed' }, async ({ ack, body, client }) => {
  await ack();
  await client.chat.postMessage({ channel: body.user.id, text: 'You closed it' });
});

app.action('approve', async ({ ack, action, respond }) => {
  await ack();
  await respond({ text: `Approved ${action.value}`, replace_original: true });
});
app.action('project', async ({ ack, action, respond }) => {
  await ack();
  await respond({ text: `Chose ${action.selected_option.value}`, response_type: 'ephemeral', replace_original: false });
});
app.action('start', async ({ ack, body, client }) => {
  await ack();
  await client.views.open({ trigger_id: body.trigger_id, view: modal('second', [input('Name', { type: 'plain_text_input' })]) });
});

app.event('app_home_opened', async ({ event, client }) => {
  const start = { type: 'button', action_id: 'start', text: plain('Start') };
  await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: [{ type: 'actions', elements: [start] }] } });
});
app.event('app_mention', async ({ event, client }) => {
  await client.reactions.add({ channel: event.channel, timestamp: event.ts, name: 'eyes' });
});
app.event('member_joined_channel', async ({ event, client }) => {
  await client.chat.postEphemeral({ channel: event.channel, user: event.user, text: 'Welcome' });
});
app.message('file please', async ({ message, client }) => {
  await client.filesUploadV2({ channel_id: message.channel, filename: 'notes.txt', file: Buffer.from('Sprint 40'), initial_comment: 'Here it is' });
});
app.shortcut('anywhere', async ({ ack, shortcut, client }) => {
  await ack();
  await client.views.open({ trigger_id: shortcut.trigger_id, view: modal('second', [input('Name', { type: 'plain_text_input' })]) });
});
app.shortcut({ callback_id: 'here', type: 'message_action' }, async ({ ack, shortcut, respond }) => {
  await ack();
  await respond({ text: `About ${shortcut.message.text}` });
});

app.error(async (error) => { console.error(error.code, error.message, JSON.stringify(error.data ?? error.original?.data ?? {})); });
process.on('SIGTERM', () => process.exit(0));
await app.start(env.PORT ? Number(env.PORT) : undefined);
console.log('ready');
