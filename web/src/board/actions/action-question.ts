/** What an action's card must ask about before it can give the command. */
export type ActionQuestion = 'action.finish' | 'action.cancel' | 'link' | 'readdress';
