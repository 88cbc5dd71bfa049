import { cli } from '../cli.ts';
import { defineRunbook, step } from '../runbook.ts';

/** A resource lets people without any credentials change it. */
export const anonymousCaller = defineRunbook({
  id: 'anonymous-caller',
  title: 'A resource is open to people without credentials',
  appliesTo: { rules: ['anonymous-*'] },
  isAboutActor: true,

  steps(alert, { text }) {
    const bucket = text('requestParameters.bucketName');
    return [
      step(
        'contain',
        'Close the bucket to the public.',
        cli`aws s3api put-public-access-block --region ${alert.region} --bucket ${bucket} --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true`,
      ),
      step(
        'preserve',
        'Keep the policy that opened it.',
        cli`aws s3api get-bucket-policy --region ${alert.region} --bucket ${bucket}`,
      ),
      step(
        'investigate',
        `Look for what came from ${alert.sourceIps.join(', ') || 'the same addresses'} besides.`,
      ),
      step(
        'eradicate',
        'Replace what was written by a version from before.',
        cli`aws s3api list-object-versions --region ${alert.region} --bucket ${bucket} --prefix ${text('requestParameters.key')}`,
      ),
    ];
  },
});
