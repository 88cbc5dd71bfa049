const refusal = /denied|unauthorized|forbidden|notauthorized|authfailure/i;

/** Whether an error code says that the caller had no right to make the call: AccessDenied, Client.UnauthorizedOperation. */
export function isRefusal(errorCode: string): boolean {
  return refusal.test(errorCode.slice(0, 256));
}
