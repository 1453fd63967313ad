package dev.holdpoint.approval.contract;

import com.google.protobuf.Descriptors.FileDescriptor;
import dev.holdpoint.approval.proto.Approval;
import dev.holdpoint.testkit.ProtocolContract;

class DescriptorCompatibilityTest implements ProtocolContract {
    @Override
    public FileDescriptor file() {
        return Approval.getDescriptor();
    }

    @Override
    public String published() {
        return "/approval.v1.txt";
    }
}
