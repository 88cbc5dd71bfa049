/** What the call came through. Only a claim: the caller writes the user agent. */
export interface Interface {
  readonly kind:
    | 'console'
    | 'cli'
    | 'sdk'
    | 'cloudshell'
    | 'terraform'
    | 'cdk'
    | 'cloudformation'
    | 'browser'
    | 'aws-service'
    | 'ai-agent'
    | 'offensive-tool'
    | 'unknown';
  readonly tool: string;
  readonly version?: string;
  readonly language?: string;
  /** `iam.create-user`, where the command line tool says it. */
  readonly command?: string;
  readonly claimed: true;
  /** Why the claim does not fit the credential or the address that were used. */
  readonly contradiction?: string;
}
